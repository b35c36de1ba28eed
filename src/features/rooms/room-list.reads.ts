import { z } from 'zod';
import type { Em } from '../../platform/db/sql.ts';
import { decodeCursor, idKey, type Page, toPage } from '../../platform/http/pagination.ts';
import { isProblem, type Problem } from '../../platform/http/problem.ts';
import { type RoomView, roomPresenter } from './rooms.presenter.ts';
import { listLargestRooms, listNewestRooms, listRoomsOf } from './rooms.queries.ts';

export interface RoomsPlace {
  sort: 'newest' | 'largest';
  mine: boolean;
  limit: number;
  cursor?: string | undefined;
}

const sizeAndIdKey = z.tuple([z.int32(), z.uuid()]);

async function largest(em: Em, viewerId: string, { limit, cursor }: RoomsPlace): Promise<Page<RoomView> | Problem> {
  const before = decodeCursor(cursor, sizeAndIdKey);
  if (isProblem(before)) return before;
  const found = await listLargestRooms(em, viewerId, limit, before);
  return toPage(found, limit, (room) => [room.memberCount, room.id], await roomPresenter(em, found));
}

/** A page of the public rooms, or of those the viewer is a member of, which go by age only. */
export async function listRooms(em: Em, viewerId: string, place: RoomsPlace): Promise<Page<RoomView> | Problem> {
  const { sort, mine, limit, cursor } = place;
  if (sort === 'largest' && !mine) return await largest(em, viewerId, place);
  const before = decodeCursor(cursor, idKey);
  if (isProblem(before)) return before;
  const list = mine ? listRoomsOf : listNewestRooms;
  const found = await list(em, viewerId, limit, before?.[0] ?? null);
  return toPage(found, limit, ({ id }) => [id], await roomPresenter(em, found));
}
