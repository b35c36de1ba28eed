import { accountEraseSteps } from '../features/accounts/erasure/accounts.erase.ts';
import { eraseCredibility } from '../features/analytics/credibility/credibility.erase.ts';
import { eraseEventAllowance } from '../features/analytics/events/events.erase.ts';
import { rollupEraseSteps } from '../features/analytics/rollups/rollups.erase.ts';
import { eraseAudit } from '../features/audit/audit.erase.ts';
import { eraseCampaigns } from '../features/campaigns/campaigns.erase.ts';
import { eraseFollows } from '../features/community/follows/follows.erase.ts';
import { eraseComments } from '../features/community/posts/comments.erase.ts';
import { eraseLikes } from '../features/community/posts/likes.erase.ts';
import { erasePosts } from '../features/community/posts/posts.erase.ts';
import { emailEraseSteps } from '../features/email/email.erase.ts';
import { eraseExports } from '../features/exports/exports.erase.ts';
import { eraseFiles } from '../features/files/files.erase.ts';
import { createJobEraseSteps } from '../features/jobs/jobs.erase.ts';
import { eraseAlerts } from '../features/market/alerts/alerts.erase.ts';
import { eraseWatchlists } from '../features/market/watchlists/watchlists.erase.ts';
import { eraseNotifications } from '../features/notifications/notifications.erase.ts';
import { eraseReports } from '../features/reports/reports.erase.ts';
import { eraseRoomInvitations } from '../features/rooms/invitations/room-invitations.erase.ts';
import { eraseRoomMessages } from '../features/rooms/messages/room-messages.erase.ts';
import { eraseRooms } from '../features/rooms/rooms.erase.ts';
import type { EraseStep } from '../platform/erasure/erase-step.ts';
import { eventEraseStep } from '../platform/events/erase-events.ts';
import { jobTypes } from './job-types.ts';

/**
 * Everything that the deletion of an account removes or anonymises, in this order: features first, then the mails and jobs
 * that they had caused, then what happened, and the account last.
 */
export const eraseSteps: readonly EraseStep[] = [
  eraseRooms,
  eraseRoomInvitations,
  eraseRoomMessages,
  eraseFollows,
  eraseLikes,
  eraseComments,
  erasePosts,
  eraseNotifications,
  eraseAlerts,
  eraseWatchlists,
  eraseCampaigns,
  eraseExports,
  eraseFiles,
  eraseReports,
  ...emailEraseSteps,
  ...createJobEraseSteps(jobTypes),
  eraseAudit,
  eraseEventAllowance,
  eventEraseStep,
  // After the events, so that a pass meanwhile adds to the stand-in what was still theirs.
  ...rollupEraseSteps,
  eraseCredibility,
  ...accountEraseSteps,
];
