import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { datasets } from '../../src/composition/datasets.ts';
import { entities } from '../../src/composition/entities.ts';
import { rowsQuery } from '../../src/features/exports/dataset-query.ts';
import type { ExportSpec } from '../../src/features/exports/exports.contract.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { run } from '../../src/platform/db/sql.ts';
import type { JobFence } from '../../src/platform/jobs/jobs.contract.ts';
import { createDatabase } from '../../test/support/database.ts';
import { startS3Server } from '../../test/support/versitygw.ts';
import { type Figure, figure, median, printFigures } from '../support/figures.ts';

/**
 * `npm run bench:export [rounds] [rows] [s3]`: exports of events by what the worker does for them, in a process of its own, beside
 * `psql \copy` of the same query with the same guard, by turns. Memory is that of our process above idle; flat memory is the same for
 * 1,000,000 and 5,000,000 rows. The store is a folder, or with `s3` a server of its own.
 */

const [rounds = 3, ROWS = 1_000_000] = process.argv.slice(2, 4).map(Number);
const store = process.argv[4] === 's3' ? await startS3Server() : null;
const s3 = store?.storage.s3 ?? null;
const directory = await mkdtemp(join(tmpdir(), 'vibe-bench-export-'));
const database = await createDatabase();
const env = {
  ...process.env,
  DATABASE_URL: database.url,
  ...(s3 === null
    ? { STORAGE_DIR: directory }
    : {
        S3_BUCKET: s3.bucket,
        S3_ENDPOINT: s3.endpoint ?? '',
        S3_REGION: s3.region,
        S3_ACCESS_KEY_ID: s3.accessKeyId ?? '',
        S3_SECRET_ACCESS_KEY: s3.secretAccessKey ?? '',
      }),
};
const orm = createOrm(
  // The million rows are one statement.
  loadConfig({ DATABASE_URL: database.url, DATABASE_STATEMENT_TIMEOUT_MS: '0' }).db,
  entities,
);
const USER = newId();

/** Names and properties as features record them. */
await run(
  orm.em.fork(),
  sql`insert into event (id, name, user_id, properties)
      select uuidv7(), (array['post.created', 'post.liked', 'room.joined', 'account.signed_in'])[1 + n % 4], gen_random_uuid(),
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

interface Measured {
  seconds: number;
  megabytes: number;
}

async function ours(change: Partial<ExportSpec>): Promise<Measured> {
  const fence: JobFence = { jobId: newId(), generation: 1, chainId: newId() };
  await run(
    orm.em.fork(),
    sql`with queued as (insert into job (id, type, workflow, task_queue, input, summary, requested_by)
          values (${fence.jobId}, 'export', 'runExport', 'interactive', '{}', 'bench', ${USER}))
        insert into export (id, requested_by, spec) values (${fence.jobId}, ${USER}, ${JSON.stringify({ ...spec, ...change })}::jsonb)`,
  );
  const script = fileURLToPath(new URL('./ours.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, JSON.stringify(fence)], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return JSON.parse(said) as Measured;
}

/** Without the time that psql takes to start and connect, which ours does not count either. */
async function psql(copy: string): Promise<number> {
  const child = spawn('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', database.url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(
    `set timezone = 'UTC';\nset max_parallel_workers_per_gather = 0;\n\\timing on\n${copy.replaceAll(/\s+/g, ' ')}\n`,
  );
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const milliseconds = /Time: ([\d.]+) ms/.exec(said)?.[1];
  if (milliseconds === undefined) throw new Error(`psql said ${said}`);
  return Number(milliseconds) / 1_000;
}

const file = join(directory, 'baseline');
const csv = `\\copy (${rowsQuery(dataset, spec, 'csv')}) to '${file}' (format csv, header)`;
const json = `\\copy (select row_to_json(one) from (${rowsQuery(dataset, spec, 'json')}) as one) to '${file}' (format csv, quote E'\\x01', delimiter E'\\x02')`;

const took: Record<string, number[]> = {};
const note = (name: string, value: number) => (took[name] ??= []).push(value);
for (let round = 1; round <= rounds; round += 1) {
  note('psql csv', await psql(csv));
  const plain = await ours({});
  note('csv', plain.seconds);
  note('csv MB', plain.megabytes);
  const zipped = await ours({ compression: 'gzip' });
  note('gzip', zipped.seconds);
  note('gzip MB', zipped.megabytes);
  note('psql ndjson', await psql(json));
  const lines = await ours({ format: 'ndjson' });
  note('ndjson', lines.seconds);
  note('ndjson MB', lines.megabytes);
  const sheet = await ours({ format: 'xlsx' });
  note('xlsx', sheet.seconds);
  note('xlsx MB', sheet.megabytes);
  const parquet = await ours({ format: 'parquet' });
  note('parquet', parquet.seconds);
  note('parquet MB', parquet.megabytes);
  process.stderr.write(
    `round ${round}: ${JSON.stringify(Object.fromEntries(Object.entries(took).map(([k, v]) => [k, v.at(-1)])))}\n`,
  );
}

const rate = (name: string) => ROWS / median(took[name] ?? []);
/** Megabytes above idle that a worker may take. */
const ALLOWED_MB = 120;
const figures: Figure[] = [
  figure('export.csv', 'rows/s', rate('csv'), rate('psql csv'), rounds),
  figure('export.ndjson', 'rows/s', rate('ndjson'), rate('psql ndjson'), rounds),
  figure('export.gzip', 'rows/s', rate('gzip'), rate('csv'), rounds),
  figure('export.xlsx', 'rows/s', rate('xlsx'), rate('csv'), rounds),
  figure('export.parquet', 'rows/s', rate('parquet'), rate('csv'), rounds),
  ...['csv', 'gzip', 'ndjson', 'xlsx', 'parquet'].map((name) =>
    figure(`export.${name}.memory`, 'MB of those allowed', Math.max(...(took[`${name} MB`] ?? [])), ALLOWED_MB, rounds),
  ),
];
printFigures(figures);
await orm.close(true);
await database.drop();
await store?.stop();
await rm(directory, { recursive: true, force: true });
