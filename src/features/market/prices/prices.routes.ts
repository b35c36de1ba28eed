import { toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { symbolParams } from '../assets/assets.schema.ts';
import { type DeletePrices, MAX_DELETED } from './delete-prices.service.ts';
import { deletedPricesSchema, deletePricesQuery, priceHistorySchema, pricesQuery } from './prices.schema.ts';
import { readPrices } from './prices.service.ts';

export function pricesRoutes(deletePrices: DeletePrices): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/market/:symbol/prices',
      operationId: 'listPrices',
      tags: ['market'],
      summary: 'List prices of an asset, as stored or as candles',
      description:
        'A candle is computed from all prices of its step, even those outside the period. Steps without a price are left ' +
        'out. The period can touch at most 10,000 steps.',
      access: {},
      limit: 'read',
      request: { params: symbolParams, query: pricesQuery },
      responses: {
        200: { description: 'A page of prices', body: priceHistorySchema },
        404: { description: 'There is no such asset' },
      },
      handler: async ({ em, params, query }) => {
        const found = await readPrices(em, params.symbol, query);
        return toReply(200, found);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/market/:symbol/prices',
      operationId: 'deletePrices',
      tags: ['market'],
      summary: 'Delete prices of an asset that should not be there',
      description:
        `Deletes the prices of a period, at most ${MAX_DELETED}. The latest that is left becomes the latest price. Firings of alerts and ` +
        'calls that rest on a deleted price get `priceChangedAt`. To correct a price, store it again.',
      access: { roles: ['admin'], scope: 'market:ingest' },
      limit: 'write',
      request: { params: symbolParams, query: deletePricesQuery },
      responses: {
        200: { description: 'How many were deleted, and what is the latest price now', body: deletedPricesSchema },
        404: { description: 'There is no such asset' },
      },
      handler: async ({ em, principal, params, query }) => {
        const found = await deletePrices(em, principal.userId, params.symbol, query);
        return toReply(200, found);
      },
    }),
  ];
}
