import type { Em } from '../../platform/db/sql.ts';
import { memoize } from '../../platform/memoize.ts';
import type { DigestRow } from '../email/templates/digest-parts.template.ts';
import type { Tick } from '../market/market.contract.ts';
import { findPriceCurves, type PriceMove } from '../market/prices/price-moves.reads.ts';
import type { DigestWeek } from './digest-window.domain.ts';
import { drawSparkline } from './sparkline.ts';

/** Gives an image an address inside its mail, or one that holds it. */
export type AddressOf<Image> = (move: PriceMove, week: DigestWeek, png: Buffer) => { src: string; image: Image };

/** A move and the week in which it was. */
export interface Moved {
  move: PriceMove;
  week: DigestWeek;
}

export interface ChartedRow<Image> {
  row: DigestRow;
  image: Image | null;
}

/** Steps of a chart: four hours, wide enough to be seen. */
const STEPS = 42;
/** Charts that are drawn in one run; tickers beyond that have figures alone. */
const CHARTS = 300;

function rowOf(move: PriceMove, chart?: string): DigestRow {
  const { symbol, name, price, currency, changePercent } = move;
  return { symbol, name, price: price ?? undefined, currency, changePercent: changePercent ?? undefined, chart };
}

/** A row without a chart: the same object for all who see the move. */
export const plainRowOf = memoize((move: PriceMove) => rowOf(move));

/** Rows without charts of a list that several share: the same array for all of them. */
export const plainRowsOf = memoize((moves: readonly PriceMove[]): readonly DigestRow[] => moves.map(plainRowOf));

/** Rows of one run with charts beside them: one of each move, the same object for all who see it. */
export class ChartedRows<Image> {
  readonly #addressOf: AddressOf<Image>;
  readonly #rows = new WeakMap<PriceMove, ChartedRow<Image>>();
  #drawn = 0;

  constructor(addressOf: AddressOf<Image>) {
    this.#addressOf = addressOf;
  }

  /**
   * One statement, however many rows there are; each chart is drawn once.
   * @returns a lookup for all moves that were given
   */
  async read(em: Em, wanted: readonly Moved[]): Promise<(move: PriceMove) => ChartedRow<Image>> {
    const missing = new Map(wanted.filter(({ move }) => !this.#rows.has(move)).map((moved) => [moved.move, moved]));
    const charts = await this.#draw(em, [...missing.values()]);
    for (const move of missing.keys()) {
      const chart = charts.get(move);
      this.#rows.set(move, { row: rowOf(move, chart?.src), image: chart?.image ?? null });
    }
    return (move) => this.#rows.get(move) as ChartedRow<Image>;
  }

  async #draw(em: Em, wanted: readonly Moved[]) {
    const told = wanted.filter(({ move }) => move.changePercent !== null).slice(0, CHARTS - this.#drawn);
    const curves = await findPriceCurves(
      em,
      told.map(({ move: { assetId }, week: { from, to } }) => ({ assetId, from, to })),
      STEPS,
    );
    const charts = new Map<PriceMove, { src: string; image: Image }>();
    await Promise.all(
      told.map(async ({ move, week }, index) => {
        const ticks = curves[index] as Tick[];
        if (ticks.length >= 2) charts.set(move, this.#addressOf(move, week, await drawSparkline(ticks)));
      }),
    );
    this.#drawn += told.length;
    return charts;
  }
}
