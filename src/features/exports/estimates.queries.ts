import { sql } from 'kysely';
import type { Dataset } from '../../platform/datasets/dataset.ts';
import { type Em, row, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import { foundQuery, type Spelling, sampleQuery, settingsOf } from './dataset-query.ts';
import type { ExportSpec } from './exports.contract.ts';

/** Up to so many rows are counted; beyond that the planner's guess is returned. */
const COUNTED_ROWS = 100_000;
const SAMPLE_ROWS = 500;

/** How many rows a dataset has. */
export interface RowEstimate {
  rows: number;
  /** False for the planner's guess. */
  exact: boolean;
}

/** The lines of some rows, in no order. */
export interface Sample {
  rows: number;
  /** One line a row, without line ends. */
  text: string;
}

/** Sets the values of a request as settings, which the statements of a dataset read and which end with the transaction. */
export async function withSettings<T>(
  em: Em,
  spec: ExportSpec,
  owner: string,
  work: (tx: Em) => Promise<T>,
): Promise<T> {
  return await transact(em, async (tx) => {
    await run(
      tx,
      sql`select set_config('statement_timeout', '5s', true), set_config('timezone', ${spec.timeZone}, true)`,
    );
    for (const [name, value] of settingsOf(spec, owner)) {
      await run(tx, sql`select set_config(${`vibe.${name}`}, ${value}, true)`);
    }
    return await work(tx);
  });
}

/** How many rows an export would have now. Runs within {@link withSettings}. */
export async function estimateRows(tx: Em, dataset: Dataset, spec: ExportSpec): Promise<RowEstimate> {
  const found = sql.raw(foundQuery(dataset, spec));
  const counted = await row<{ rows: number }>(
    tx,
    sql`select count(*)::int as rows from (${found} limit ${COUNTED_ROWS + 1}) as found`,
  );
  const rows = counted?.rows ?? 0;
  if (rows <= COUNTED_ROWS) return { rows, exact: true };
  const planned = await row<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    tx,
    sql`explain (format json) ${found}`,
  );
  return { rows: Math.max(rows, planned?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0), exact: false };
}

/** Some rows as an export would write them. Runs within {@link withSettings}. */
export async function sampleRows(tx: Em, dataset: Dataset, spec: ExportSpec, spelling: Spelling): Promise<Sample> {
  const line = spelling === 'csv' ? sql`left(right(one::text, -1), -1)` : sql`row_to_json(one)::text`;
  const found = await row<Sample>(
    tx,
    sql`select count(*)::int as rows, coalesce(string_agg(${line}, chr(10)), '') as text
        from (${sql.raw(sampleQuery(dataset, spec, spelling, SAMPLE_ROWS))}) as one`,
  );
  return found ?? { rows: 0, text: '' };
}

/** Bytes of the uploads in a user's archive. Runs within {@link withSettings}. */
export async function uploadedBytes(tx: Em, owner: string): Promise<number> {
  const found = await row<{ bytes: number }>(
    tx,
    sql`select coalesce(sum(size), 0)::float8 as bytes from file
        where owner_id = ${owner} and kind = 'upload' and deleted_at is null`,
  );
  return found?.bytes ?? 0;
}
