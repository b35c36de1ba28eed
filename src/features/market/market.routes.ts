import type { Route } from '../../platform/http/route.ts';
import { assetsRoutes, quoteRoutes } from './assets/assets.routes.ts';
import { ingestRoutes } from './ingest/ingest.routes.ts';
import type { IngestService } from './ingest/ingest.service.ts';
import type { DeletePrices } from './prices/delete-prices.service.ts';
import { pricesRoutes } from './prices/prices.routes.ts';

export interface MarketDeps {
  ingests: IngestService;
  deletePrices: DeletePrices;
}

/** Assets and their prices. Literal paths come before paths that start with a symbol. */
export function marketRoutes({ ingests, deletePrices }: MarketDeps): Route[] {
  return [...assetsRoutes(), ...ingestRoutes(ingests), ...pricesRoutes(deletePrices), ...quoteRoutes()];
}
