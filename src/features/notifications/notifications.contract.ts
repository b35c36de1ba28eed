/** What features that cause notifications and the one that delivers them agree on. Pure: types and constants only. */

/** What each kind of notification carries besides who did it: ids, and the words a line about it needs. */
export interface NotificationData {
  /** A user commented on a post of the recipient. */
  comment: { postId: string; commentId: string; excerpt: string };
  /** A user answered a comment of the recipient. */
  reply: { postId: string; commentId: string; excerpt: string };
  like: { postId: string; excerpt: string };
  follow: Record<string, never>;
  room_invitation: {
    roomId: string;
    roomName: string;
    roomDescription: string | null;
    memberCount: number;
    invitationId: string;
    message: string | null;
  };
  price_alert: {
    alertId: string;
    firingId: string;
    symbol: string;
    assetName: string;
    condition: 'above' | 'below' | 'percent_move';
    /** A price, or percent for `percent_move`. */
    threshold: number;
    price: number;
    currency: string;
    /** ISO 8601: time of the price that set it off. */
    at: string;
  };
  call_resolved: {
    postId: string;
    symbol: string;
    direction: 'up' | 'down';
    /** Percent from the price of publication to the price at the horizon. */
    changePercent: number;
    right: boolean;
  };
  export_ready: { jobId: string; summary: string };
}

export type NotificationKind = keyof NotificationData;

export const NOTIFICATION_KINDS = [
  'comment',
  'reply',
  'like',
  'follow',
  'room_invitation',
  'price_alert',
  'call_resolved',
  'export_ready',
] as const satisfies readonly NotificationKind[];

/** Something that happened to a person. */
export type NewNotification = {
  [Kind in NotificationKind]: {
    kind: Kind;
    /** Who is told. */
    userId: string;
    /** Who did it; null when no one did. */
    actorId: string | null;
    /**
     * Makes it exist once for its user, whatever is repeated: `like:<post>:<actor>`, `price_alert:<firing>`. A second one
     * with the same key is dropped.
     */
    onceKey: string;
    data: NotificationData[Kind];
  };
}[NotificationKind];
