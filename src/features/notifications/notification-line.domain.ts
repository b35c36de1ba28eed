import { formatAlert, formatPercent, shorten } from '../email/templates/format.domain.ts';
import type { NotificationData, NotificationKind } from './notifications.contract.ts';

/** What a notification says, no matter who it is for. */
export type Happening = { [Kind in NotificationKind]: { kind: Kind; data: NotificationData[Kind] } }[NotificationKind];

export interface Wording {
  /** One line, without a full stop. */
  what: string;
  /** What someone wrote there, in their words. */
  quote: string | null;
}

/** How a notification reads. @param who name of the person who did it */
export function wordingOf({ kind, data }: Happening, who: string): Wording {
  switch (kind) {
    case 'comment':
      return { what: `${who} commented on your post`, quote: data.excerpt };
    case 'reply':
      return { what: `${who} answered your comment`, quote: data.excerpt };
    case 'like':
      return { what: `${who} likes your post`, quote: data.excerpt };
    case 'follow':
      return { what: `${who} follows you now`, quote: null };
    case 'room_invitation':
      return { what: `${who} invited you to the room “${data.roomName}”`, quote: data.message };
    case 'price_alert':
      return { what: `${data.assetName} (${data.symbol}) ${formatAlert(data)}`, quote: null };
    case 'call_resolved': {
      const right = data.right ? 'right' : 'wrong';
      return {
        what: `Your call on ${data.symbol} was ${right}: ${formatPercent(data.changePercent)} after you called it ${data.direction}`,
        quote: null,
      };
    }
    case 'export_ready':
      return { what: `Your export is ready: ${data.summary}`, quote: null };
  }
}

/** Characters of a quotation that a list shows. */
const QUOTE_CHARACTERS = 140;

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What happened and what was said there, as one line. @param who name of the person who did it */
export function lineOf(happening: Happening, who: string): string {
  const { what, quote } = wordingOf(happening, who);
  const said = quote === null ? '' : shorten(oneLine(quote), QUOTE_CHARACTERS);
  return oneLine(said === '' ? what : `${what}: “${said}”`);
}

/** Where it can be looked at: a path below the public URL. @param actorId who did it */
export function pathOf({ kind, data }: Happening, actorId: string | null): string {
  switch (kind) {
    case 'comment':
    case 'reply':
      return `/posts/${data.postId}#comment-${data.commentId}`;
    case 'like':
    case 'call_resolved':
      return `/posts/${data.postId}`;
    case 'follow':
      return actorId === null ? '/notifications' : `/users/${actorId}`;
    case 'room_invitation':
      // A page of this API, so it can be accepted where there is no front end too.
      return `/api/invitations/accept#invitation=${data.invitationId}`;
    case 'price_alert':
      return `/tickers/${encodeURIComponent(data.symbol)}`;
    case 'export_ready':
      return `/jobs/${data.jobId}`;
  }
}
