import { z } from 'zod';
import { reply } from '../../../platform/http/reply.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { ingestQuery, ingestResultSchema, priceLineSchema } from './ingest.schema.ts';
import type { IngestService } from './ingest.service.ts';
import { CSV, JSON_ARRAY, NDJSON } from './ingest-stream.ts';

const LINES = [
  { symbol: 'NVDA', at: '2024-01-02T14:30:00Z', price: 481.68, volume: 41_125 },
  { symbol: 'NVDA', at: '2024-01-02T14:31:00Z', price: 482.02, volume: 38_004 },
];
const CSV_EXAMPLE = 'symbol,date,open,high,low,close,volume\nSPX,2000-01-03,1469.25,1478,1438.36,1455.22,931800000\n';

export function ingestRoutes(ingests: IngestService): Route[] {
  const { limits } = ingests;
  return [
    defineRoute({
      method: 'post',
      path: '/api/market/prices',
      operationId: 'ingestPrices',
      tags: ['market'],
      summary: 'Store prices in bulk',
      description:
        `Reads up to ${limits.rows} lines as they arrive, and stores all of them or none. A 400 names up to 20 bad lines ` +
        'by number, field and reason. A line replaces the stored price of its asset and time. If a request has two such ' +
        'lines, the later one counts. Repeating a request is therefore harmless. In CSV the first line names the columns, ' +
        'in any order.',
      access: { roles: ['admin'], scope: 'market:ingest' },
      limit: 'ingest',
      request: {
        query: ingestQuery,
        stream: {
          limitBytes: limits.bytes,
          content: {
            [CSV]: { example: CSV_EXAMPLE },
            [NDJSON]: { example: LINES.map((line) => JSON.stringify(line)).join('\n') },
            [JSON_ARRAY]: { schema: z.array(priceLineSchema), example: LINES },
          },
        },
      },
      responses: { 200: { description: 'What was stored', body: ingestResultSchema } },
      handler: async ({ em, principal, query, body }) => {
        const createAssets = query.createAssets === 'true';
        return reply(200, await ingests.ingest(em, body, { userId: principal.userId, createAssets }));
      },
    }),
  ];
}
