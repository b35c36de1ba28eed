import { z } from 'zod';
import { findPage, page } from '../../../platform/http/pagination.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { reply, toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { presentAsset } from './assets.presenter.ts';
import { findAsset, listAssets } from './assets.queries.ts';
import { assetListQuery, assetPatchBody, assetSchema, newAssetBody, symbolParams } from './assets.schema.ts';
import { createAsset, updateAsset } from './assets.service.ts';

const tags = ['market'];
const ADMIN = { roles: ['admin'] } as const;
const cursorKey = z.tuple([z.string()]);

/** Paths below `/api/market/assets`. */
export function assetsRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/market/assets',
      operationId: 'listAssets',
      tags,
      summary: 'List assets, by symbol',
      access: {},
      limit: 'read',
      request: { query: assetListQuery },
      responses: { 200: { description: 'A page of assets', body: page(assetSchema) } },
      handler: async ({ em, query }) =>
        toReply(
          200,
          await findPage(query, cursorKey, {
            find: (after, limit) => listAssets(em, { kind: query.kind, after: after?.[0], limit }),
            keyOf: ({ symbol }) => [symbol],
            presenter: () => presentAsset,
          }),
        ),
    }),
    defineRoute({
      method: 'post',
      path: '/api/market/assets',
      operationId: 'createAsset',
      tags,
      summary: 'Create an asset',
      access: ADMIN,
      limit: 'write',
      idempotent: true,
      request: { body: newAssetBody },
      responses: {
        201: { description: 'The asset', body: assetSchema, headers: { Location: 'Path of the asset' } },
        409: { description: 'There is already an asset with this symbol' },
      },
      handler: async ({ em, principal, body }) => {
        const asset = await createAsset(em, principal.userId, body);
        return toReply(201, asset, presentAsset, (asset) => ({
          Location: `/api/market/${encodeURIComponent(asset.symbol)}`,
        }));
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api/market/assets/:symbol',
      operationId: 'updateAsset',
      tags,
      summary: 'Change the name, kind or currency of an asset',
      description: 'The currency can be changed only while the asset has no prices: 409 `currency_in_use`.',
      access: ADMIN,
      limit: 'write',
      request: { params: symbolParams, body: assetPatchBody },
      responses: {
        200: { description: 'The asset as changed', body: assetSchema },
        404: { description: 'There is no such asset' },
        409: { description: 'The asset has prices in the old currency' },
      },
      handler: async ({ em, principal, params, body }) => {
        const asset = await updateAsset(em, principal.userId, params.symbol, body);
        return toReply(200, asset, presentAsset);
      },
    }),
  ];
}

/** Paths of one symbol: after all that are literal. */
export function quoteRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/market/:symbol',
      operationId: 'getQuote',
      tags,
      summary: 'Get an asset with its latest price',
      access: {},
      limit: 'read',
      request: { params: symbolParams },
      responses: {
        200: { description: 'The asset', body: assetSchema },
        404: { description: 'There is no such asset' },
      },
      handler: async ({ em, params }) => {
        const asset = await findAsset(em, params.symbol);
        return asset ? reply(200, presentAsset(asset)) : notFound('The asset');
      },
    }),
  ];
}
