import { z } from 'zod';
import { isProblem } from '../../platform/http/problem.ts';
import type { TopicFamily } from '../../platform/realtime/topic.ts';
import { readableRoom } from './room-access.ts';

export function topicOfRoom(roomId: string): string {
  return `room:${roomId}`;
}

/** `room:<id>`: anyone who may read a room's messages may be told of them. API keys read no rooms. */
export const roomTopic: TopicFamily = {
  family: 'room',
  async admits(em, principal, id) {
    if (principal.kind !== 'user' || !z.uuid().safeParse(id).success) return false;
    return !isProblem(await readableRoom(em, principal, id));
  },
};
