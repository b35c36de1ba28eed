import { z } from 'zod';
import { pageQuery } from '../../../platform/http/pagination.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { symbolInput } from '../assets/assets.schema.ts';
import { ASSET_KINDS } from '../market.contract.ts';

const instant = z.iso.datetime();
const name = lineOfText(80).describe('Name of the watchlist');
const order = z
  .int()
  .min(0)
  .max(1_000_000)
  .describe('Watchlists are sorted by this; for equal values the older one comes first');

export const watchlistParams = z.strictObject({ watchlistId: z.uuid().describe('Id of the watchlist') });
export const watchlistAssetParams = watchlistParams.extend({ symbol: symbolInput });

export const watchlistListQuery = pageQuery.extend({
  userId: z.uuid().optional().describe('Watchlists of this user; another user’s watchlists need the role admin'),
});

export const watchlistBody = z
  .strictObject({ name, order: order.optional().describe('Default: last') })
  .meta({ id: 'NewWatchlist' });

export const watchlistPatchBody = z
  .strictObject({ name: name.optional(), order: order.optional() })
  .refine((patch) => patch.name !== undefined || patch.order !== undefined, {
    message: 'Name at least one of name, order',
  })
  .meta({ id: 'WatchlistPatch' });

const fields = {
  id: z.uuid(),
  userId: z.uuid(),
  name: z.string(),
  order: z.int(),
  assetCount: z.int(),
  createdAt: instant,
  updatedAt: instant.describe('When the watchlist or its assets last changed'),
};

export const watchlistSchema = z.strictObject(fields).meta({ id: 'Watchlist' });

const watchedAssetSchema = z
  .strictObject({
    symbol: z.string(),
    name: z.string(),
    kind: z.enum(ASSET_KINDS),
    currency: z.string().describe('ISO 4217'),
    price: z.number().nullable().describe('The latest price; null if there is none yet'),
    priceAt: instant.nullable(),
    previousClose: z.number().nullable().describe('The last price before the UTC day of the latest one'),
    changePercent: z.number().nullable().describe('From the previous close to the latest price'),
    addedAt: instant,
  })
  .meta({ id: 'WatchedAsset' });

export const watchlistWithAssetsSchema = z
  .strictObject({ ...fields, assets: z.array(watchedAssetSchema).describe('In the order in which they were added') })
  .meta({ id: 'WatchlistWithAssets' });
