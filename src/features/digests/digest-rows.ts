import type { Em } from '../../platform/db/sql.ts';
import type { DigestRow } from '../email/digest-mail.service.ts';
import type { Tick } from '../market/market.contract.ts';
import { findPriceCurves, type PriceMove } from '../market/price-moves.service.ts';
import type { DigestWeek } from './digest-window.domain.ts';
import { drawSparkline } from './sparkline.ts';

/** Gives an image an address inside its mail, or one that holds it. */
export type AddressOf<Image> = (move: PriceMove, week: DigestWeek, png: Buffer) => { src: string; image: Image };

export interface ChartedRow<Image> {
  row: DigestRow;
  image: Image | null;
}

/** Steps of a chart: four hours, wide enough to be seen. */
const STEPS = 42;
/** Charts that are drawn in one run; tickers beyond that have figures alone. */
const CHARTS = 300;
/** Rows that are kept from page to page. */
const CACHED_ROWS = 5_000;

function rowOf(move: PriceMove, chart?: string): DigestRow {
  const { symbol, name, price, currency, changePercent } = move;
  return { symbol, name, price: price ?? undefined, currency, changePercent: changePercent ?? undefined, chart };
}

const plainRows = new WeakMap<PriceMove, DigestRow>();

/** A row without a chart: the same object for all who see the move. */
export function plainRowOf(move: PriceMove): DigestRow {
  const row = plainRows.get(move) ?? rowOf(move);
  plainRows.set(move, row);
  return row;
}

/** Rows of one run with charts beside them: one of each ticker and week, the same object for all who see it. */
export class ChartedRows<Image> {
  readonly #addressOf: AddressOf<Image>;
  readonly #rows = new Map<string, ChartedRow<Image>>();
  readonly #charts = new Map<string, { src: string; image: Image } | null>();

  constructor(addressOf: AddressOf<Image>) {
    this.#addressOf = addressOf;
  }

  /**
   * One statement, however many rows there are; each chart is drawn once.
   * @returns a lookup for all moves that were given
   */
  async read(em: Em, wanted: readonly { move: PriceMove; week: DigestWeek }[]) {
    const distinct = new Map(wanted.map((one) => [keyOf(one.move, one.week), one]));
    await this.#draw(em, distinct);
    if (this.#rows.size + distinct.size > CACHED_ROWS) this.#rows.clear();
    const rows = new Map<string, ChartedRow<Image>>();
    for (const [key, { move }] of distinct) {
      const chart = this.#charts.get(key);
      const known = this.#rows.get(key) ?? { row: rowOf(move, chart?.src), image: chart?.image ?? null };
      rows.set(key, known);
      if (this.#rows.size < CACHED_ROWS) this.#rows.set(key, known);
    }
    return (move: PriceMove, week: DigestWeek) => rows.get(keyOf(move, week)) as ChartedRow<Image>;
  }

  async #draw(em: Em, wanted: ReadonlyMap<string, { move: PriceMove; week: DigestWeek }>): Promise<void> {
    const missing = [...wanted]
      .filter(([key, { move }]) => move.changePercent !== null && !this.#charts.has(key))
      .slice(0, CHARTS - this.#charts.size);
    const curves = await findPriceCurves(
      em,
      missing.map(([, { move, week }]) => ({ assetId: move.assetId, ...week })),
      STEPS,
    );
    for (const [index, [key, { move, week }]] of missing.entries()) {
      const ticks = curves[index] as Tick[];
      const png = ticks.length < 2 ? null : await drawSparkline(ticks);
      this.#charts.set(key, png === null ? null : this.#addressOf(move, week, png));
    }
  }
}

function keyOf({ assetId }: PriceMove, { from, to }: DigestWeek): string {
  return `${assetId}:${from.getTime()}:${to.getTime()}`;
}
