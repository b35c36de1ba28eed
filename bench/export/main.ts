import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { MEMORY_ENVIRONMENT, memoryFlags } from '../../dev/program-memory.ts';
import { datasets } from '../../src/composition/datasets.ts';
import { entities } from '../../src/composition/entities.ts';
import { copyJson, rowsQuery } from '../../src/features/exports/dataset-query.ts';
import { type ExportSpec, MAX_PDF_ROWS } from '../../src/features/exports/exports.contract.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { run } from '../../src/platform/db/sql.ts';
import type { JobFence } from '../../src/platform/jobs/jobs.contract.ts';
import { createDatabase } from '../../test/support/database.ts';
import { startS3Server } from '../../test/support/versitygw.ts';
import { type Figure, figure, median, printFigures } from '../support/figures.ts';
import { type Measured, program, psql } from './sides.ts';

/**
 * `npm run bench:export -- [rounds] [rows] [local] [s3] [format …]`: exports of events by what the worker does for them, in a process of its own
 * with the memory of a worker, by turns with `psql \copy` of the same query with the same guard, and for `pdf` with a plain loop of pdfkit over the same 20,000 rows
 * in the same font. The formats are `csv`, `gzip`, `ndjson`, `xlsx`, `parquet` and `pdf`; all of them unless some are named. Memory is that
 * of our process above idle, and flat when it is the same for 1,000,000 and 5,000,000 rows. The store is a folder (`local`, unless
 * told otherwise), a server of S3 of its own, or one after the other.
 */

const FORMATS = ['csv', 'gzip', 'ndjson', 'xlsx', 'parquet', 'pdf'] as const;
type Format = (typeof FORMATS)[number];

const words = process.argv.slice(2);
const [rounds = 3, ROWS = 1_000_000] = words.map(Number).filter((number) => !Number.isNaN(number));
const named = FORMATS.filter((format) => words.includes(format));
const chosen = new Set<Format>(named.length === 0 ? FORMATS : named);
const unknown = words.filter((word) => Number.isNaN(Number(word)) && ![...FORMATS, 'local', 's3'].includes(word));
if (unknown.length > 0) throw new Error(`there is no format ${unknown.join(', ')}`);

const server = words.includes('s3') ? await startS3Server() : null;
const directory = await mkdtemp(join(tmpdir(), 'vibe-bench-export-'));
const database = await createDatabase();
const env = { ...process.env, DATABASE_URL: database.url };
/** Variables by the name of the store. */
const stores = new Map<string, Record<string, string>>();
if (server === null || words.includes('local')) stores.set('local', { STORAGE_DIR: directory });
const s3 = server?.storage.s3;
if (s3) {
  stores.set('s3', {
    S3_BUCKET: s3.bucket,
    S3_ENDPOINT: s3.endpoint ?? '',
    S3_REGION: s3.region,
    S3_ACCESS_KEY_ID: s3.accessKeyId ?? '',
    S3_SECRET_ACCESS_KEY: s3.secretAccessKey ?? '',
  });
}
const orm = createOrm(
  // All rows are one statement.
  loadConfig({ DATABASE_URL: database.url, DATABASE_STATEMENT_TIMEOUT_MS: '0' }).db,
  entities,
);
const USER = newId();

/** Names and properties as features record them. Some are of one user, as many as a PDF takes. */
await run(
  orm.em.fork(),
  sql`insert into event (id, name, user_id, properties)
      select uuidv7(), (array['post.created', 'post.liked', 'room.joined', 'account.signed_in'])[1 + n % 4],
        case when n <= ${MAX_PDF_ROWS}::int then ${USER}::uuid else gen_random_uuid() end,
        jsonb_build_object('postId', gen_random_uuid(), 'n', n, 'text', repeat('word ', n % 20))
      from generate_series(1, ${ROWS}::int) as n`,
);
await run(orm.em.fork(), sql`vacuum analyze event`);

const dataset = datasets.find(({ name }) => name === 'all-events');
if (!dataset) throw new Error('no events to export');
const spec: ExportSpec = {
  dataset: dataset.name,
  format: 'csv',
  compression: 'none',
  dialect: 'standard',
  columns: dataset.columns.map(({ name }) => name),
  filters: {},
  range: { from: null, to: null },
  timeZone: 'UTC',
  keepHours: 72,
};

async function ours(change: Partial<ExportSpec>, store: Record<string, string>): Promise<Measured> {
  const fence: JobFence = { jobId: newId(), generation: 1, chainId: newId() };
  await run(
    orm.em.fork(),
    sql`with queued as (insert into job (id, type, workflow, task_queue, input, summary, requested_by)
          values (${fence.jobId}, 'export', 'runExport', 'interactive', '{}', 'bench', ${USER}))
        insert into export (id, requested_by, spec) values (${fence.jobId}, ${USER}, ${JSON.stringify({ ...spec, ...change })}::jsonb)`,
  );
  const surroundings = { ...env, ...store, ...MEMORY_ENVIRONMENT };
  return await program('ours.ts', [JSON.stringify(fence)], surroundings, memoryFlags('worker'));
}

const took: Record<string, number[]> = {};
const note = (name: string, value: number) => (took[name] ??= []).push(value);
async function measure(format: Format, change: Partial<ExportSpec>): Promise<void> {
  if (!chosen.has(format)) return;
  for (const [name, store] of stores) {
    const { seconds, megabytes } = await ours(change, store);
    note(`${format} ${name}`, seconds);
    note(`${format} ${name} MB`, megabytes);
  }
}

const file = join(directory, 'baseline');
const csv = `\\copy (${rowsQuery(dataset, spec, 'csv')}) to '${file}' (format csv, header)`;
const json = `\\${copyJson(rowsQuery(dataset, spec, 'json'), '').replace('to stdout', `to '${file}'`)}`;
const ofUser = { userId: USER };
const cells = copyJson(rowsQuery(dataset, { ...spec, filters: ofUser }, 'cells'), '');

for (let round = 1; round <= rounds; round += 1) {
  if (chosen.has('csv')) note('psql csv', await psql(database.url, csv));
  await measure('csv', {});
  await measure('gzip', { compression: 'gzip' });
  if (chosen.has('ndjson')) note('psql ndjson', await psql(database.url, json));
  await measure('ndjson', { format: 'ndjson' });
  await measure('xlsx', { format: 'xlsx' });
  await measure('parquet', { format: 'parquet' });
  if (chosen.has('pdf')) {
    const loop = await program('pdfkit-loop.ts', [file, cells, JSON.stringify(ofUser)], env);
    note('pdfkit', loop.seconds);
    note('pdfkit MB', loop.megabytes);
  }
  await measure('pdf', { format: 'pdf', filters: ofUser });
  process.stderr.write(
    `round ${round}: ${JSON.stringify(Object.fromEntries(Object.entries(took).map(([k, v]) => [k, v.at(-1)])))}\n`,
  );
}

/** Megabytes above idle that a worker may take. */
const ALLOWED_MB = 120;
const figures: Figure[] = [];
for (const format of chosen) {
  for (const name of stores.keys()) {
    const beside = {
      csv: 'psql csv',
      gzip: `csv ${name}`,
      ndjson: 'psql ndjson',
      xlsx: `csv ${name}`,
      parquet: `csv ${name}`,
      pdf: 'pdfkit',
    }[format];
    const rows = format === 'pdf' ? Math.min(ROWS, MAX_PDF_ROWS) : ROWS;
    const [own, other] = [took[`${format} ${name}`] ?? [], took[beside] ?? []];
    const title = `export.${format}.${name}`;
    if (other.length > 0) figures.push(figure(title, 'rows/s', rows / median(own), rows / median(other), rounds));
    const peak = Math.max(...(took[`${format} ${name} MB`] ?? []));
    figures.push(figure(`${title}.memory`, 'MB of those allowed', peak, ALLOWED_MB, rounds));
  }
}
printFigures(figures);
await orm.close(true);
await database.drop();
await server?.stop();
await rm(directory, { recursive: true, force: true });
