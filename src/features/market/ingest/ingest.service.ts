import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { invalidRequest, ProblemError } from '../../../platform/http/problem.ts';
import type { StreamedBody } from '../../../platform/http/route.ts';
import { Semaphore } from '../../../platform/semaphore.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import type { OnFreshPrices } from '../assets/quotes.reads.ts';
import type { FreshPrices } from '../market.contract.ts';
import { type OnChangedPrices, tellChanges } from '../prices/changed-prices.service.ts';
import { promoteAmong } from '../prices/due-prices.service.ts';
import { instantText } from '../prices/instant.domain.ts';
import {
  type AssetSpan,
  createMissingAssets,
  knownInstants,
  type LockedAsset,
  lockAssets,
  moveLatest,
  stage,
  storeStaged,
} from './ingest.queries.ts';
import type { IngestResult } from './ingest.schema.ts';
import type { IngestLimits, IngestRows } from './ingest-rows.ts';
import { openIngestStream } from './ingest-stream.ts';
import type { SymbolTicks } from './ingest-ticks.ts';

/** What one request may bring: a year of minutes of two assets, or a day of them of two thousand. */
export const INGEST_LIMITS: IngestLimits = {
  bytes: 64 * 1_024 * 1_024,
  rows: 1_000_000,
  symbols: 50_000,
  lineLength: 4_096,
};

/** Long uploads that stage at a time in one process: each holds a connection of the pool for as long as its client takes. */
const MAX_UPLOADS = 2;
/** Ticks that are objects at a time. Listeners are called as often as that takes, each time for other assets. */
const TICKS_PER_CALL = 50_000;
/** Unknown symbols that an answer names. */
const MAX_NAMED = 20;

export interface IngestDeps {
  /** Called in order, in the transaction of the ingest, with what is newer than all that was known. */
  onFreshPrices: readonly OnFreshPrices[];
  /** Called in order, in the same transaction, when stored prices were replaced by others. */
  onChangedPrices?: readonly OnChangedPrices[];
  limits?: IngestLimits;
}

export interface IngestOptions {
  userId: string;
  /** Makes assets for symbols that are not known, instead of refusing them. */
  createAssets: boolean;
}

/** An asset and what the request brings for it. */
interface Touched {
  asset: LockedAsset;
  ticks: SymbolTicks;
}

function refuseUnknown(symbols: readonly string[], known: ReadonlySet<string>): void {
  const unknown = symbols.filter((symbol) => !known.has(symbol));
  if (unknown.length === 0) return;
  const errors = unknown.slice(0, MAX_NAMED).map((symbol) => {
    return { field: 'symbol', code: 'unknown_symbol', message: `There is no asset ${symbol}` };
  });
  throw new ProblemError(invalidRequest(errors));
}

async function touchAssets(tx: Em, rows: IngestRows, createAssets: boolean, listeners: readonly OnFreshPrices[]) {
  const symbols = [...rows.symbols.keys()];
  const created = createAssets ? await createMissingAssets(tx, symbols) : 0;
  await promoteAmong(tx, symbols, listeners);
  const assets = await lockAssets(tx, symbols);
  refuseUnknown(symbols, new Set(assets.map((asset) => asset.symbol)));
  const touched = assets.map((asset): Touched => ({ asset, ticks: rows.symbols.get(asset.symbol) as SymbolTicks }));
  return { created, touched };
}

/** How many of the ticks are later than all that was known of the asset, and not in the future. */
function countFresh({ asset, ticks }: Touched, now: number): number {
  return ticks.countBetween(asset.lastAt ?? Number.NEGATIVE_INFINITY, now);
}

function freshOf({ asset, ticks }: Touched, now: number): FreshPrices {
  const { id, symbol, currency, name, lastAt, lastPrice } = asset;
  const previous = lastAt === null || lastPrice === null ? null : { at: lastAt / 1_000, price: lastPrice };
  const since = lastAt ?? Number.NEGATIVE_INFINITY;
  return { assetId: id, symbol, currency, name, previous, ticks: ticks.ticksBetween(since, now) };
}

/** What is new, in parts that fit into memory; an asset is in one of them. */
function* freshParts(touched: readonly Touched[], now: number): Generator<FreshPrices[]> {
  let part: FreshPrices[] = [];
  let ticks = 0;
  for (const one of touched) {
    const count = countFresh(one, now);
    if (count === 0) continue;
    if (ticks > 0 && ticks + count > TICKS_PER_CALL) {
      yield part;
      part = [];
      ticks = 0;
    }
    part.push(freshOf(one, now));
    ticks += count;
  }
  if (part.length > 0) yield part;
}

async function tell(tx: Em, listeners: readonly OnFreshPrices[], touched: readonly Touched[], now: number) {
  if (listeners.length === 0) return;
  for (const part of freshParts(touched, now)) for (const listener of listeners) await listener(tx, part);
}

/** Stores prices in bulk. */
export function createIngest({ onFreshPrices, onChangedPrices = [], limits = INGEST_LIMITS }: IngestDeps) {
  const uploads = new Semaphore(MAX_UPLOADS);

  /** Everything after the last byte. @param now in microseconds since 1970 */
  async function settle(
    tx: Em,
    rows: IngestRows,
    options: IngestOptions,
    now: number,
  ): Promise<Omit<IngestResult, 'milliseconds'>> {
    const { created, touched } = await touchAssets(tx, rows, options.createAssets, onFreshPrices);
    const distinct = touched.every(({ ticks }) => ticks.ascending);
    for (const { ticks } of touched) ticks.settle();
    const spans = touched.map(({ asset, ticks }): AssetSpan => {
      const { ordinal, first, last } = ticks;
      const { at: lastAt = null, price: lastPrice = null } = ticks.lastUpTo(now) ?? {};
      return { assetId: asset.id, ordinal, first, last, lastPrice, lastAt, nextAt: ticks.firstAfter(now) };
    });
    const { inserted, updated } = await storeStaged(tx, spans, distinct);
    await moveLatest(tx, spans);
    if (updated > 0) await tellChanges(tx, onChangedPrices);
    await tell(tx, onFreshPrices, touched, now);
    const instants = touched.reduce((sum, { ticks }) => sum + ticks.count, 0);
    const counts = {
      rows: rows.count,
      inserted,
      updated,
      unchanged: instants - inserted - updated,
      superseded: rows.count - instants,
      assets: touched.length,
      createdAssets: created,
      freshTicks: touched.reduce((sum, one) => sum + countFresh(one, now), 0),
    };
    await recordEvent(tx, { name: 'prices.ingested', userId: options.userId, properties: counts });
    return {
      ...counts,
      firstAt: instantText(Math.min(...spans.map((span) => span.first))),
      lastAt: instantText(Math.max(...spans.map((span) => span.last))),
    };
  }

  return {
    limits,

    /**
     * Stores all prices of a body, or none. A price replaces what is known of its asset and instant.
     * @throws ProblemError for a body that is refused
     */
    async ingest(em: Em, body: StreamedBody, options: IngestOptions): Promise<IngestResult> {
      const begin = performance.now();
      const { now, latest } = await knownInstants(em);
      const stream = await openIngestStream(body, limits, latest);
      const store = () =>
        transact(em, async (tx) => {
          await stage(tx, stream);
          return await settle(tx, stream.rows, options, now);
        });
      const result = body.bytes.readableEnded ? await store() : await uploads.take(store);
      return { ...result, milliseconds: Math.round(performance.now() - begin) };
    },
  };
}

export type IngestService = ReturnType<typeof createIngest>;
