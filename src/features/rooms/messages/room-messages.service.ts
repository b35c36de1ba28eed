import { sql } from 'kysely';
import { z } from 'zod';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { findPage, type Page } from '../../../platform/http/pagination.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import { invalidRequest, isProblem, notFound, type Problem } from '../../../platform/http/problem.ts';
import type { FindImages } from '../../../platform/media/image-view.ts';
import { publish } from '../../../platform/realtime/publish.ts';
import { keepRemoved } from '../../community/moderation/removals.service.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { attachImages, detachImages, holdImages } from '../../files/attachments/attachments.service.ts';
import { lockReadableRoom, NOT_A_MEMBER, NOT_ALLOWED, readableRoom } from '../room-access.ts';
import { canManage, canModerate } from '../rooms.policy.ts';
import { topicOfRoom } from '../rooms.topic.ts';
import { type MessageView, messagePresenter } from './room-messages.presenter.ts';
import { findMessage, listNewer, listOlder, lockMessage, MESSAGE, type MessageRow } from './room-messages.queries.ts';

const NO_MESSAGE = notFound('The message');
/** Which way the list goes, and the number of the last message shown. */
const cursorKey = z.tuple([z.enum(['older', 'newer']), z.int32()]);
type Way = z.output<typeof cursorKey>[0];

const unknownMessage = (field: string) =>
  invalidRequest([{ field, code: 'unknown_message', message: 'This room has no such message' }]);

type MessageEvent = 'room.message' | 'room.message_edited' | 'room.message_deleted';

export interface MessagesQuery {
  limit: number;
  cursor?: string | undefined;
  /** Id of a message: those after it, oldest first. */
  after?: string | undefined;
}

export interface NewMessage {
  text: string;
  /** Ids of files. */
  images: readonly string[];
}

/** Reading and writing messages. @param images are shown with them */
export function createRoomMessages(images: FindImages) {
  /** Tells the room's sockets and the events of what became of a message, both of which see the commit or nothing. */
  async function announce(tx: Em, by: string, type: MessageEvent, message: MessageRow): Promise<MessageView> {
    const view = (await messagePresenter(tx, [message], images))(message);
    await publish(tx, { topic: topicOfRoom(message.roomId), type, data: view });
    await recordEvent(tx, { name: type, userId: by, properties: { roomId: message.roomId, messageId: message.id } });
    return view;
  }

  /** A page of messages: the latest first, or those after a message, oldest first. */
  async function readMessages(
    em: Em,
    principal: Principal,
    roomId: string,
    query: MessagesQuery,
  ): Promise<Page<MessageView> | Problem> {
    const { after } = query;
    let way: Way = 'older';
    return await findPage(query, cursorKey, {
      async find(from, limit) {
        const room = await readableRoom(em, principal, roomId);
        if (isProblem(room)) return room;
        const known = after === undefined ? undefined : await findMessage(em, roomId, after);
        if (after !== undefined && !known) return unknownMessage('query.after');
        way = known ? 'newer' : (from?.[0] ?? 'older');
        const place = known?.seq ?? from?.[1] ?? null;
        return way === 'newer' && place !== null
          ? await listNewer(em, roomId, limit, place)
          : await listOlder(em, roomId, limit, place);
      },
      keyOf: ({ seq }) => [way, seq],
      presenter: (found) => messagePresenter(em, found, images),
    });
  }

  /** For members. To its author a message is read. */
  async function postMessage(
    em: Em,
    principal: Principal,
    roomId: string,
    { text, images: fileIds }: NewMessage,
  ): Promise<MessageView | Problem> {
    return await transact(em, async (tx) => {
      const room = await lockReadableRoom(tx, principal, roomId);
      if (isProblem(room)) return room;
      if (room.role === null) return NOT_A_MEMBER;
      const noImages = await holdImages(tx, principal.userId, fileIds);
      if (noImages) return noImages;
      const seq = room.lastSeq + 1;
      const posted = await row<MessageRow>(
        tx,
        sql`with numbered as (update room set last_seq = ${seq} where id = ${roomId}),
            caught_up as (update room_member set last_read_seq = ${seq} where room_id = ${roomId} and user_id = ${principal.userId})
          insert into room_message (room_id, seq, author_id, text) values (${roomId}, ${seq}, ${principal.userId}, ${text})
          returning ${MESSAGE}`,
      );
      if (!posted) throw new Error('An insert returned no row');
      await attachImages(tx, 'room_message', posted.id, fileIds);
      return await announce(tx, principal.userId, 'room.message', posted);
    });
  }

  /** For its author, as long as they are a member. */
  async function editMessage(
    em: Em,
    principal: Principal,
    roomId: string,
    messageId: string,
    text: string,
  ): Promise<MessageView | Problem> {
    return await transact(em, async (tx) => {
      const room = await readableRoom(tx, principal, roomId);
      if (isProblem(room)) return room;
      if (room.role === null) return NOT_A_MEMBER;
      const message = await findMessage(tx, roomId, messageId);
      if (!message || message.deletedAt !== null) return NO_MESSAGE;
      if (message.authorId !== principal.userId) return NOT_ALLOWED;
      const edited = await row<MessageRow>(
        tx,
        sql`update room_message set text = ${text}, edited_at = now()
          where id = ${messageId} and deleted_at is null returning ${MESSAGE}`,
      );
      return edited ? await announce(tx, principal.userId, 'room.message_edited', edited) : NO_MESSAGE;
    });
  }

  /**
   * For its author and those who manage the room; the text is gone for good. Moderators of the site delete in public rooms, with a
   * reason, and admins read what it was.
   */
  async function deleteMessage(
    em: Em,
    principal: Principal,
    roomId: string,
    messageId: string,
    reason: string | undefined,
  ): Promise<Problem | null> {
    return await transact(em, async (tx) => {
      const room = await readableRoom(tx, principal, roomId);
      if (isProblem(room)) return room;
      const message = await lockMessage(tx, roomId, messageId);
      if (!message || message.text === null) return NO_MESSAGE;
      const { authorId, text: body } = message;
      if (authorId !== principal.userId && !canManage(room)) {
        if (!canModerate(room, principal)) return NOT_ALLOWED;
        const refused = await keepRemoved(
          tx,
          principal,
          { kind: 'room_message', id: messageId, authorId, body },
          reason,
        );
        if (refused) return refused;
      }
      const deleted = await row<MessageRow>(
        tx,
        sql`update room_message set text = null, deleted_at = now() where id = ${messageId} returning ${MESSAGE}`,
      );
      if (!deleted) throw new Error('A locked message is gone');
      await detachImages(tx, 'room_message', messageId);
      await announce(tx, principal.userId, 'room.message_deleted', deleted);
      return null;
    });
  }

  return { readMessages, postMessage, editMessage, deleteMessage };
}

export type RoomMessages = ReturnType<typeof createRoomMessages>;

/** Moves a member's marker forward to a message; never back. */
export async function markRead(
  em: Em,
  principal: Principal,
  roomId: string,
  messageId: string,
): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    const room = await readableRoom(tx, principal, roomId);
    if (isProblem(room)) return room;
    if (room.role === null) return NOT_A_MEMBER;
    const message = await findMessage(tx, roomId, messageId);
    if (!message) return unknownMessage('body.messageId');
    const moved = await run(
      tx,
      sql`update room_member set last_read_seq = ${message.seq}
          where room_id = ${roomId} and user_id = ${principal.userId} and last_read_seq < ${message.seq}`,
    );
    if (moved > 0) {
      await recordEvent(tx, { name: 'room.read', userId: principal.userId, properties: { roomId, messageId } });
    }
    return null;
  });
}
