import { z } from 'zod';
import type { Em } from '../../platform/db/sql.ts';
import { findPage, idKey, type Page } from '../../platform/http/pagination.ts';
import type { Problem } from '../../platform/http/problem.ts';
import { type RoomView, roomPresenter } from './rooms.presenter.ts';
import { listLargestRooms, listNewestRooms, listRoomsOf, type RoomRow } from './rooms.queries.ts';

export interface RoomsPlace {
  sort: 'newest' | 'largest';
  mine: boolean;
  limit: number;
  cursor?: string | undefined;
}

const sizeAndIdKey = z.tuple([z.int32(), z.uuid()]);

/** A page of the public rooms, or of those the viewer is a member of, which go by age only. */
export async function listRooms(em: Em, viewerId: string, place: RoomsPlace): Promise<Page<RoomView> | Problem> {
  const presenter = (found: readonly RoomRow[]) => roomPresenter(em, found);
  if (place.sort === 'largest' && !place.mine) {
    return await findPage(place, sizeAndIdKey, {
      find: (before, limit) => listLargestRooms(em, viewerId, limit, before),
      keyOf: ({ memberCount, id }) => [memberCount, id],
      presenter,
    });
  }
  const list = place.mine ? listRoomsOf : listNewestRooms;
  return await findPage(place, idKey, {
    find: (before, limit) => list(em, viewerId, limit, before?.[0] ?? null),
    keyOf: ({ id }) => [id],
    presenter,
  });
}
