import { z } from 'zod';
import { findPage, page } from '../../../platform/http/pagination.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
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
const OWNER_ONLY = 'Only the owner can do this: admins get 403 `owner_only`.';

export function watchlistsRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/watchlists',
      operationId: 'listWatchlists',
      tags,
      summary: 'List your watchlists in their order; admins can list those of any user',
      access: {},
      limit: 'read',
      request: { query: watchlistListQuery },
      responses: { 200: { description: 'A page of watchlists', body: page(watchlistSchema) } },
      handler: async ({ em, principal, query }) =>
        toReply(
          200,
          await findPage(query, cursorKey, {
            find: (after, limit) => listOwnWatchlists(em, principal, query.userId, after, limit),
            keyOf: ({ position, id }) => [position, id],
            presenter: () => presentWatchlist,
          }),
        ),
    }),
    defineRoute({
      method: 'post',
      path: '/api/watchlists',
      operationId: 'createWatchlist',
      tags,
      summary: 'Create a watchlist',
      description: 'A user can have 50 watchlists: 409 `too_many_watchlists`.',
      access: {},
      limit: 'write',
      idempotent: true,
      request: { body: watchlistBody },
      responses: {
        201: { description: 'The watchlist', body: watchlistSchema, headers: { Location: 'Path of the watchlist' } },
      },
      handler: async ({ em, principal, body }) => {
        const list = await createWatchlist(em, principal, { name: body.name, order: body.order });
        return toReply(201, list, presentWatchlist, (list) => ({ location: `/api/watchlists/${list.id}` }));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/watchlists/:watchlistId',
      operationId: 'getWatchlist',
      tags,
      summary: 'Get a watchlist: its assets, their latest prices and changes of the day',
      access: {},
      limit: 'read',
      request: { params: watchlistParams },
      responses: { 200: { description: 'The watchlist', body: watchlistWithAssetsSchema } },
      handler: async ({ em, principal, params }) => {
        const list = await getWatchlist(em, principal, params.watchlistId);
        return toReply(200, list, presentWatchlistWithAssets);
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/watchlists/:watchlistId',
      operationId: 'updateWatchlist',
      tags,
      summary: 'Rename or move a watchlist',
      description: OWNER_ONLY,
      access: {},
      limit: 'write',
      request: { params: watchlistParams, body: watchlistPatchBody },
      responses: { 200: { description: 'The watchlist as changed', body: watchlistSchema } },
      handler: async ({ em, principal, params, body }) => {
        const list = await updateWatchlist(em, principal, params.watchlistId, body);
        return toReply(200, list, presentWatchlist);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/watchlists/:watchlistId',
      operationId: 'deleteWatchlist',
      tags,
      summary: 'Delete a watchlist',
      description: OWNER_ONLY,
      access: {},
      limit: 'write',
      request: { params: watchlistParams },
      responses: { 204: { description: 'The watchlist is deleted' } },
      handler: async ({ em, principal, params }) =>
        (await deleteWatchlist(em, principal, params.watchlistId)) ?? reply(204),
    }),
    defineRoute({
      method: 'put',
      path: '/api/watchlists/:watchlistId/assets/:symbol',
      operationId: 'addWatchlistAsset',
      tags,
      summary: 'Add an asset to a watchlist',
      description: `Adding an asset again changes nothing. A watchlist can hold 200 assets: 409 \`watchlist_full\`. ${OWNER_ONLY}`,
      access: {},
      limit: 'write',
      request: { params: watchlistAssetParams },
      responses: {
        204: { description: 'The asset is on the watchlist' },
        409: { description: 'The watchlist is full' },
      },
      handler: async ({ em, principal, params }) =>
        (await addAsset(em, principal, params.watchlistId, params.symbol)) ?? reply(204),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/watchlists/:watchlistId/assets/:symbol',
      operationId: 'removeWatchlistAsset',
      tags,
      summary: 'Remove an asset from a watchlist',
      description: `Removing an asset that is not on it changes nothing. ${OWNER_ONLY}`,
      access: {},
      limit: 'write',
      request: { params: watchlistAssetParams },
      responses: { 204: { description: 'The asset is not on the watchlist' } },
      handler: async ({ em, principal, params }) =>
        (await removeAsset(em, principal, params.watchlistId, params.symbol)) ?? reply(204),
    }),
  ];
}
