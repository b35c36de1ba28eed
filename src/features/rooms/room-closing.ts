import { sql } from 'kysely';
import { type Em, rows } from '../../platform/db/sql.ts';
import { publish, revokeTopic } from '../../platform/realtime/publish.ts';
import { topicOfRoom } from './rooms.topic.ts';

/**
 * Closes a room whose lock the transaction holds: for everybody it is gone, its name, members and invitations are removed. What was
 * said stays until its authors delete it.
 */
export async function closeRoom(tx: Em, roomId: string): Promise<void> {
  const members = await rows<{ userId: string }>(
    tx,
    sql`with closed as (update room set closed_at = now(), updated_at = now(), name = '', description = null,
            member_count = 0 where id = ${roomId}),
          invitations as (delete from room_invitation where room_id = ${roomId}),
          bans as (delete from room_ban where room_id = ${roomId})
        delete from room_member where room_id = ${roomId} returning user_id as "userId"`,
  );
  const topic = topicOfRoom(roomId);
  await publish(tx, { topic, type: 'room.closed', data: { roomId } });
  await revokeTopic(tx, topic, ...members.map(({ userId }) => userId));
}
