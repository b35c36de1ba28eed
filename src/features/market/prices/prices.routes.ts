import { toReply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { symbolParams } from '../assets/assets.schema.ts';
import { priceHistorySchema, pricesQuery } from './prices.schema.ts';
import { readPrices } from './prices.service.ts';

export function pricesRoutes(): Route[] {
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
  ];
}
