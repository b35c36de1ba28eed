import type { Transform } from 'node:stream';
import { columnsOf, copyCsv, copyJson, rowsQuery } from '../dataset-query.ts';
import type { Body, BodyOptions } from './body.ts';
import { ArrayFraming, csvHead, Headed } from './text-framing.ts';

/** The statement that Postgres copies, and what is put around its output. */
function plan({ dataset, spec }: BodyOptions): { statement: string; framing: Transform[] } {
  if (spec.format === 'csv') {
    const head = csvHead(columnsOf(dataset, spec.columns), spec.dialect, spec.timeZone);
    return { statement: copyCsv(rowsQuery(dataset, spec, 'csv'), spec.dialect), framing: [new Headed(head)] };
  }
  const rows = rowsQuery(dataset, spec, 'json');
  if (spec.format === 'json') return { statement: copyJson(rows, ','), framing: [new ArrayFraming()] };
  return { statement: copyJson(rows, ''), framing: [] };
}

/** CSV, NDJSON and JSON: the output of Postgres, framed. */
export function textBody(options: BodyOptions): Body {
  const { statement, framing } = plan(options);
  const rows = options.snapshot.copy(statement, options.onRows);
  return { streams: [rows, ...framing], rows: () => rows.rowCount, cutCells: () => 0 };
}
