import type { EntitySchema } from '@mikro-orm/postgresql';
import { accountEntities } from '../features/accounts/accounts.entities.ts';
import { EventArchiveEntity } from '../features/analytics/archive/archive.entities.ts';
import { credibilityEntities } from '../features/analytics/credibility/credibility.entities.ts';
import { EventAllowanceEntity, EventNameEntity } from '../features/analytics/events/events.entities.ts';
import { rollupEntities } from '../features/analytics/rollups/rollups.entities.ts';
import { AuditEntryEntity } from '../features/audit/audit.entities.ts';
import { EmailCampaignEntity } from '../features/campaigns/campaigns.entities.ts';
import { PostCallEntity } from '../features/community/calls/calls.entities.ts';
import { UserFollowCountEntity, UserFollowEntity } from '../features/community/follows/follows.entities.ts';
import { ContentRemovalEntity } from '../features/community/moderation/removals.entities.ts';
import { CommentEntity } from '../features/community/posts/comments.entities.ts';
import { PostLikeEntity } from '../features/community/posts/likes.entities.ts';
import { PostEntity, PostTickerEntity } from '../features/community/posts/posts.entities.ts';
import { EmailBatchChangeEntity, EmailBatchEntity, EmailLinkEntity } from '../features/email/batch/batch.entities.ts';
import { EmailBounceReportEntity } from '../features/email/bounces/bounces.entities.ts';
import { EmailMessageEntity } from '../features/email/email.entities.ts';
import { EmailSuppressionEntity } from '../features/email/suppressions/suppressions.entities.ts';
import { EmailClickEntity } from '../features/email/tracking/tracking.entities.ts';
import { ExportEntity } from '../features/exports/exports.entities.ts';
import { fileEntities } from '../features/files/files.entities.ts';
import { PriceAlertEntity, PriceAlertFiringEntity } from '../features/market/alerts/alerts.entities.ts';
import { AssetEntity, PriceEntity } from '../features/market/assets/assets.entities.ts';
import { WatchlistAssetEntity, WatchlistEntity } from '../features/market/watchlists/watchlists.entities.ts';
import { monitoringEntities } from '../features/monitoring/monitoring.entities.ts';
import { notificationEntities } from '../features/notifications/notifications.entities.ts';
import { reportEntities } from '../features/reports/reports.entities.ts';
import { RoomInvitationEntity } from '../features/rooms/invitations/room-invitations.entities.ts';
import { RoomMessageEntity } from '../features/rooms/messages/room-messages.entities.ts';
import { RoomBanEntity, RoomEntity, RoomMemberEntity } from '../features/rooms/rooms.entities.ts';
import { EventEntity } from '../platform/events/event.entity.ts';
import { IdempotencyKeyEntity } from '../platform/http/idempotency/idempotency.entity.ts';
import { RateLimitBucketEntity } from '../platform/http/rate-limit.entity.ts';
import { JobEntity } from '../platform/jobs/job.entity.ts';
import { SendPaceEntity } from '../platform/mail/send-pace.entity.ts';
import { metricsEntities } from '../platform/metrics/metrics.entities.ts';

/** Every table of the system, joined here once for both programs and for the check against the migrations. */
export const entities: readonly EntitySchema[] = [
  RateLimitBucketEntity,
  IdempotencyKeyEntity,
  JobEntity,
  EventEntity,
  EventNameEntity,
  EventAllowanceEntity,
  EventArchiveEntity,
  ...rollupEntities,
  ...reportEntities,
  ...credibilityEntities,
  ...metricsEntities,
  ...monitoringEntities,
  ...accountEntities,
  AuditEntryEntity,
  EmailMessageEntity,
  EmailBatchEntity,
  EmailBatchChangeEntity,
  EmailLinkEntity,
  EmailClickEntity,
  EmailSuppressionEntity,
  EmailBounceReportEntity,
  SendPaceEntity,
  EmailCampaignEntity,
  ExportEntity,
  AssetEntity,
  PriceEntity,
  ...notificationEntities,
  WatchlistEntity,
  WatchlistAssetEntity,
  PriceAlertEntity,
  PriceAlertFiringEntity,
  PostEntity,
  PostTickerEntity,
  PostCallEntity,
  PostLikeEntity,
  CommentEntity,
  ContentRemovalEntity,
  RoomEntity,
  RoomMemberEntity,
  RoomBanEntity,
  RoomMessageEntity,
  RoomInvitationEntity,
  UserFollowEntity,
  UserFollowCountEntity,
  ...fileEntities,
];
