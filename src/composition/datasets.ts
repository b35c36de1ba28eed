import { usersDataset } from '../features/accounts/users/users.export.ts';
import { auditDataset, ownAuditDataset } from '../features/audit/audit.export.ts';
import { campaignsDataset } from '../features/campaigns/campaigns.export.ts';
import { callsDataset } from '../features/community/calls/calls.export.ts';
import { commentsDataset } from '../features/community/posts/comments.export.ts';
import { postsDataset } from '../features/community/posts/posts.export.ts';
import { allEmailsDataset, emailsDataset } from '../features/email/emails.export.ts';
import { filesDataset } from '../features/files/files.export.ts';
import { alertsDataset } from '../features/market/alerts/alerts.export.ts';
import { pricesDataset } from '../features/market/prices/prices.export.ts';
import { watchlistsDataset } from '../features/market/watchlists/watchlists.export.ts';
import { notificationsDataset } from '../features/notifications/notifications.export.ts';
import { messagesDataset } from '../features/rooms/room-messages.export.ts';
import type { Dataset } from '../platform/datasets/dataset.ts';
import { allEventsDataset, eventsDataset } from '../platform/events/events.export.ts';
import { jobsDataset } from '../platform/jobs/jobs.export.ts';

/** Everything that can be exported: a person's own things, in the order of their archive, then what admins may have. */
export const datasets: readonly Dataset[] = [
  postsDataset,
  callsDataset,
  commentsDataset,
  messagesDataset,
  watchlistsDataset,
  alertsDataset,
  notificationsDataset,
  eventsDataset,
  emailsDataset,
  filesDataset,
  ownAuditDataset,
  usersDataset,
  allEventsDataset,
  allEmailsDataset,
  campaignsDataset,
  jobsDataset,
  pricesDataset,
  auditDataset,
];
