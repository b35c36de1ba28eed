/**
 * The catalogue of what is recorded in `event`: each name with its properties, said once. Pure: types and constants only.
 * Properties are plain JSON: ids and figures, never texts, secrets, tokens or addresses.
 */

/** Who may send an event: the features, in the transaction of what happened, or clients over the API. */
export type EventSender = 'system' | 'client';

declare const PROPERTIES: unique symbol;

export interface EventKind<Properties extends object> {
  sentBy: EventSender;
  /** Whether it is the doing of the person under whose id it is recorded, so that it makes them an active user. */
  isActivity: boolean;
  readonly [PROPERTIES]?: Properties;
}

/** Of events that have no properties. */
type NoProperties = Record<never, never>;

/** What a person did. */
const did = <Properties extends object = NoProperties>(): EventKind<Properties> => ({
  sentBy: 'system',
  isActivity: true,
});

/** What happened to a person, or to no one, without their doing. */
const happened = <Properties extends object = NoProperties>(): EventKind<Properties> => ({
  sentBy: 'system',
  isActivity: false,
});

type OfWatchedAsset = { watchlistId: string; assetId: number };
type OfInvitation = { roomId: string; invitationId: string };
type OfMember = { roomId: string; memberId: string };
type OfMessage = { roomId: string; messageId: string };
type OfCampaign = { campaignId: string };

export const EVENTS = {
  'account.signed_up': did(),
  'account.email_verified': did(),
  'account.logged_in': did(),
  'account.logged_out': did(),
  /** Once in 15 minutes of use at most: who only reads is active by it. */
  'account.session_refreshed': did(),
  'account.password_changed': did(),
  'account.password_reset': did(),
  'account.password_reset_requested': happened(),
  'account.refresh_token_reused': happened(),
  'account.api_key_created': did<{ keyId: string; scopes: readonly string[] }>(),
  'account.api_key_revoked': did<{ keyId: string }>(),
  'account.role_changed': happened<{ role: string; by: string }>(),
  'account.disabled': happened<{ by: string }>(),
  'account.enabled': happened<{ by: string }>(),
  'account.deleted': happened<{ by: string }>(),

  'user.followed': did<{ followedId: string }>(),
  'user.unfollowed': did<{ followedId: string }>(),

  'post.created': did<{ postId: string; assetIds: readonly number[]; sentiment: string; hasCall: boolean }>(),
  'post.edited': did<{ postId: string }>(),
  'post.deleted': did<{ postId: string; authorId: string }>(),
  'post.liked': did<{ postId: string; authorId: string }>(),
  'post.unliked': did<{ postId: string; authorId: string }>(),
  'comment.created': did<{ commentId: string; postId: string; parentId: string | null; postAuthorId: string }>(),
  'comment.edited': did<{ commentId: string; postId: string }>(),
  'comment.deleted': did<{ commentId: string; postId: string; parentId: string | null; authorId: string }>(),
  'call.resolved': happened<{ postId: string; assetId: number; changePercent: number; right: boolean }>(),

  'room.created': did<{ roomId: string; visibility: string }>(),
  'room.updated': did<{ roomId: string }>(),
  'room.closed': did<{ roomId: string }>(),
  'room.joined': did<{ roomId: string }>(),
  'room.left': did<{ roomId: string }>(),
  'room.role_changed': did<OfMember & { role: string }>(),
  'room.handed_over': did<OfMember>(),
  'room.member_removed': did<OfMember>(),
  'room.banned': did<OfMember>(),
  'room.unbanned': did<OfMember>(),
  'room.invited': did<OfInvitation>(),
  'room.invitation_revoked': did<OfInvitation>(),
  'room.invitation_accepted': did<OfInvitation>(),
  'room.invitation_declined': did<OfInvitation>(),
  'room.message': did<OfMessage>(),
  'room.message_edited': did<OfMessage>(),
  'room.message_deleted': did<OfMessage>(),
  'room.read': did<OfMessage>(),

  'asset.created': did<{ assetId: number }>(),
  'asset.updated': did<{ assetId: number }>(),
  'prices.ingested': did<{
    rows: number;
    inserted: number;
    updated: number;
    unchanged: number;
    superseded: number;
    assets: number;
    createdAssets: number;
    freshTicks: number;
  }>(),
  'prices.deleted': did<{ assetId: number; deleted: number }>(),
  'watchlist.created': did<{ watchlistId: string }>(),
  'watchlist.updated': did<{ watchlistId: string }>(),
  'watchlist.deleted': did<{ watchlistId: string }>(),
  'watchlist.asset_added': did<OfWatchedAsset>(),
  'watchlist.asset_removed': did<OfWatchedAsset>(),
  'alert.created': did<{ alertId: string; assetId: number; condition: string }>(),
  'alert.updated': did<{ alertId: string }>(),
  'alert.deleted': did<{ alertId: string; assetId: number }>(),
  'alert.fired': happened<{ alertId: string; firingId: string; assetId: number; price: number }>(),

  'files.uploaded': did<{ files: number }>(),
  'files.refused': did<{ code: string }>(),
  'file.deleted': did<{ fileId: string }>(),
  'file.read_by_admin': did<{ fileId: string }>(),
  'avatar.changed': did<{ fileId: string }>(),
  'avatar.removed': did(),

  /** One that was read, or all up to one. */
  'notification.read': did<{ notificationId: string } | { upTo: string; count: number }>(),
  'notification.deleted': did<{ notificationId: string }>(),

  'email.bounces_reported': happened<{
    received: number;
    hardBounces: number;
    softBounces: number;
    complaints: number;
    suppressed: number;
    unknown: number;
  }>(),
  'email.suppression_added': did<{ suppressionId: string }>(),
  'email.suppression_removed': did<{ suppressionId: string; reason: string; category?: string }>(),

  'campaign.created': did<OfCampaign>(),
  'campaign.paused': did<OfCampaign>(),
  'campaign.resumed': did<OfCampaign>(),
  'campaign.cancelled': did<OfCampaign>(),
  'campaign.retried': did<OfCampaign & { mails: number }>(),
};

export type EventName = keyof typeof EVENTS;

type PropertiesOf<Name extends EventName> =
  (typeof EVENTS)[Name] extends EventKind<infer Properties> ? Properties : never;

/** An event of the catalogue, as it is recorded. `userId` says who did it, or whom it happened to. */
export type RecordedEvent = {
  [Name in EventName]: { name: Name; userId: string | null } & (NoProperties extends PropertiesOf<Name>
    ? { properties?: undefined }
    : { properties: PropertiesOf<Name> });
}[EventName];

/** Names of the events that make no one an active user, though they may be recorded under a person's id. */
export const NOT_ACTIVITY: readonly string[] = Object.entries<EventKind<object>>(EVENTS)
  .filter(([, kind]) => !kind.isActivity)
  .map(([name]) => name);
