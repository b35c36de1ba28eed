import { z } from 'zod';
import { decodeCursor, page, toPage } from '../../../platform/http/pagination.ts';
import { isProblem } from '../../../platform/http/problem.ts';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { presentWatchlist, presentWatchlistWithAssets } from './watchlists.presenter.ts';
import {
  watchlistAssetParams,
  watchlistBody,
  watchlistListQuery,
  watchlistParams,
  watchlistPatchBody,
  watchlistSchema,
  watchlistWithAssetsSchema,
} from './watchlists.schema.ts';
import {
  addAsset,
  createWatchlist,
  deleteWatchlist,
  getWatchlist,
  listOwnWatchlists,
  removeAsset,
  updateWatchlist,
} from './watchlists.service.ts';

const tags = ['watchlists'];
const cursorKey = z.tuple([z.int(), z.uuid()]);
const OWNER_ONLY = 'For its owner: admins get 403 `owner_only`.';

export function watchlistsRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/watchlists',
      operationId: 'listWatchlists',
      tags,
      summary: 'One’s own watchlists in their order; for admins anybody’s',
      access: {},
      limit: 'read',
      request: { query: watchlistListQuery },
      responses: { 200: { description: 'A page of watchlists', body: page(watchlistSchema) } },
      handler: async ({ em, principal, query }) => {
        const after = decodeCursor(query.cursor, cursorKey);
        if (isProblem(after)) return after;
        const found = await listOwnWatchlists(em, principal, query.userId, after, query.limit + 1);
        return isProblem(found)
          ? found
          : reply(
              200,
              toPage(found, query.limit, (list) => [list.position, list.id], presentWatchlist),
            );
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/watchlists',
      operationId: 'createWatchlist',
      tags,
      summary: 'Makes a watchlist',
      description: 'At most 50 a user: 409 `too_many_watchlists`.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { body: watchlistBody },
      responses: {
        201: { description: 'The watchlist', body: watchlistSchema, headers: { Location: 'Path of the watchlist' } },
      },
      handler: async ({ em, principal, body }) => {
        const list = await createWatchlist(em, principal, { name: body.name, order: body.order });
        return isProblem(list) ? list : reply(201, presentWatchlist(list), { location: `/api/watchlists/${list.id}` });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/watchlists/:watchlistId',
      operationId: 'getWatchlist',
      tags,
      summary: 'One watchlist with its assets, their latest prices and changes of the day',
      access: {},
      limit: 'read',
      request: { params: watchlistParams },
      responses: { 200: { description: 'The watchlist', body: watchlistWithAssetsSchema } },
      handler: async ({ em, principal, params }) => {
        const list = await getWatchlist(em, principal, params.watchlistId);
        return isProblem(list) ? list : reply(200, presentWatchlistWithAssets(list));
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/watchlists/:watchlistId',
      operationId: 'updateWatchlist',
      tags,
      summary: 'Renames or moves a watchlist',
      description: OWNER_ONLY,
      access: {},
      limit: 'write',
      request: { params: watchlistParams, body: watchlistPatchBody },
      responses: { 200: { description: 'The watchlist as changed', body: watchlistSchema } },
      handler: async ({ em, principal, params, body }) => {
        const list = await updateWatchlist(em, principal, params.watchlistId, body);
        return isProblem(list) ? list : reply(200, presentWatchlist(list));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/watchlists/:watchlistId',
      operationId: 'deleteWatchlist',
      tags,
      summary: 'Deletes a watchlist',
      description: OWNER_ONLY,
      access: {},
      limit: 'write',
      request: { params: watchlistParams },
      responses: { 204: { description: 'It is gone' } },
      handler: async ({ em, principal, params }) =>
        (await deleteWatchlist(em, principal, params.watchlistId)) ?? reply(204),
    }),
    defineRoute({
      method: 'put',
      path: '/api/watchlists/:watchlistId/assets/:symbol',
      operationId: 'addWatchlistAsset',
      tags,
      summary: 'Puts an asset on a watchlist',
      description: `Adding what is there changes nothing. At most 200 assets: 409 \`watchlist_full\`. ${OWNER_ONLY}`,
      access: {},
      limit: 'write',
      request: { params: watchlistAssetParams },
      responses: { 204: { description: 'It is on the list' } },
      handler: async ({ em, principal, params }) =>
        (await addAsset(em, principal, params.watchlistId, params.symbol)) ?? reply(204),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/watchlists/:watchlistId/assets/:symbol',
      operationId: 'removeWatchlistAsset',
      tags,
      summary: 'Takes an asset off a watchlist',
      description: `Removing what is not there changes nothing. ${OWNER_ONLY}`,
      access: {},
      limit: 'write',
      request: { params: watchlistAssetParams },
      responses: { 204: { description: 'It is not on the list' } },
      handler: async ({ em, principal, params }) =>
        (await removeAsset(em, principal, params.watchlistId, params.symbol)) ?? reply(204),
    }),
  ];
}
