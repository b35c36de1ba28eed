import { accountEraseSteps } from './features/accounts/accounts.erase.ts';
import { eraseCampaigns } from './features/campaigns/campaigns.erase.ts';
import { eraseComments } from './features/community/comments.erase.ts';
import { eraseFollows } from './features/community/follows.erase.ts';
import { eraseLikes } from './features/community/likes.erase.ts';
import { erasePosts } from './features/community/posts.erase.ts';
import { eraseRoomInvitations } from './features/community/room-invitations.erase.ts';
import { eraseRoomMessages } from './features/community/room-messages.erase.ts';
import { eraseRooms } from './features/community/rooms.erase.ts';
import { emailEraseSteps } from './features/email/email.erase.ts';
import { createJobEraseSteps } from './features/jobs/jobs.erase.ts';
import { eraseAlerts } from './features/market/alerts.erase.ts';
import { eraseWatchlists } from './features/market/watchlists.erase.ts';
import { eraseNotifications } from './features/notifications/notifications.erase.ts';
import { jobTypes } from './job-types.ts';
import type { EraseStep } from './platform/erasure/erase-step.ts';
import { eventEraseStep } from './platform/events/erase-events.ts';

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
  ...emailEraseSteps,
  ...createJobEraseSteps(jobTypes),
  eventEraseStep,
  ...accountEraseSteps,
];
