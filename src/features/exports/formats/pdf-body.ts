import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { loadFonts } from '../../../platform/pdf/fonts.ts';
import { A4, PdfPages } from '../../../platform/pdf/pdf-pages.ts';
import { PdfTable, SAMPLE_ROWS } from '../../../platform/pdf/pdf-table.ts';
import { columnsOf, copyJson, rowsQuery } from '../dataset-query.ts';
import type { Body, BodyOptions } from './body.ts';
import { type CellRow, JsonRows } from './json-rows.ts';
import { headingOf } from './text-framing.ts';

/** Rows of one turn. Between two turns the event loop serves others. */
const BATCH = 100;
/** Points that a column has at least, so that a UUID takes three lines. */
const COLUMN_WIDTH = 64;
const WIDE = 2 * 36;
const NUMBERS = new Set(['integer', 'bigint', 'number']);

/** A4 landscape. More columns get larger paper of the same proportions. */
function sizeFor(columns: number): [number, number] {
  const width = Math.max(A4[1], columns * COLUMN_WIDTH + WIDE);
  return [width, (width * A4[0]) / A4[1]];
}

/** Tells an empty text from a missing value on paper. */
function shown(value: CellRow[string]): string {
  return value === null ? '–' : String(value);
}

/** A table for people, with its head, the zone and the page number on each page. */
export function pdfBody({ dataset, spec, snapshot, total, onRows }: BodyOptions): Body {
  const columns = columnsOf(dataset, spec.columns);
  let written = 0;
  let substitutes = 0;
  const rows = new JsonRows(snapshot.copy(copyJson(rowsQuery(dataset, spec, 'cells'), '')));

  async function* pages(): AsyncGenerator<Buffer> {
    const pdf = new PdfPages({
      fonts: await loadFonts(),
      title: dataset.title,
      headRight: `${total.toLocaleString('en')} rows · times in ${spec.timeZone}`,
      foot: `Snapshot of ${snapshot.takenAt.toISOString()} · – is no value · � is a character that this file has no letter for`,
      size: sizeFor(columns.length),
      createdAt: snapshot.takenAt,
    });
    const cellsOf = (row: CellRow) => columns.map(({ name }) => shown(row[name] ?? null));
    const heads = columns.map((one) => ({
      heading: headingOf(one, spec.timeZone),
      align: NUMBERS.has(one.type) ? ('right' as const) : ('left' as const),
    }));
    let batch = (await rows.next(SAMPLE_ROWS)).map(cellsOf);
    const table = new PdfTable(pdf, heads, { size: columns.length > 8 ? 7 : 8, sample: batch });
    while (batch.length > 0) {
      for (const cells of batch) table.row(cells);
      written += batch.length;
      onRows(written);
      yield pdf.takeBytes();
      await breathe();
      batch = (await rows.next(BATCH)).map(cellsOf);
    }
    substitutes = pdf.type.substitutes;
    yield pdf.finish();
  }

  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const chunk of pages()) if (chunk.length > 0) yield chunk;
  }

  return {
    streams: [Readable.from(bytes(), { objectMode: false })],
    rows: () => written,
    cutCells: () => 0,
    substitutes: () => substitutes,
  };
}
