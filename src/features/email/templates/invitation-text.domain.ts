import { isVisible } from '../../../platform/visible-text.domain.ts';
import { looksLikeLink, shorten } from './format.domain.ts';

/** What strangers wrote about an invitation. */
export interface InvitationTexts {
  inviterName: string;
  roomName: string;
  roomDescription: string | null;
  message: string | null;
}

/** Stands for a name that would become a link. */
export const SOME_ROOM = 'a room';

/**
 * The same as the template takes it: anybody can have us mail it to anybody, so what would become a link in a mail that we sign
 * is left out. Anyone who accepts reads it in the room.
 */
export function invitationTexts({ inviterName, roomName, roomDescription, message }: InvitationTexts) {
  const kept = (text: string | null) => (text === null || !isVisible(text) || looksLikeLink(text) ? null : text);
  const [about, said] = [kept(roomDescription), kept(message)];
  return {
    inviterName: shorten(kept(inviterName) ?? 'Someone', 100),
    roomName: shorten(kept(roomName) ?? SOME_ROOM, 120),
    ...(about === null ? {} : { roomDescription: shorten(about.replace(/\s+/g, ' ').trim(), 300) }),
    ...(said === null ? {} : { message: shorten(said, 1_000) }),
  };
}
