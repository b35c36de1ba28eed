import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import pino from 'pino';
import { entities } from '../../../src/composition/entities.ts';
import { maintenanceSteps } from '../../../src/composition/maintenance-steps.ts';
import { createMaintenance } from '../../../src/features/maintenance/maintenance.service.ts';
import type { StepContext, StepLine } from '../../../src/features/maintenance/maintenance-step.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { migrateUp } from '../../../src/platform/db/migrate-up.ts';
import { createMaintenanceOrm, createMigrationOrm, createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { grantToPrograms, roleOf } from '../../../src/platform/db/roles.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
import { makePartitionsAhead } from '../../../src/platform/events/partitions.ts';
import { createStorage } from '../../../src/platform/storage/create-storage.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

/** The three roles, as compose and `npm start` make them. */

const suffix = newId().slice(-12);
const [owner, maintainer, member] = ['owner', 'maintenance', 'programs'].map((name) => `vibe_${name}_${suffix}`);
let database: TestDatabase;
let superuser: pg.Client;
let migrating: Orm;
let maintenance: Orm;
let program: Orm;
let urls: { programs: string; maintenance: string };

beforeAll(async () => {
  database = await createDatabase('template0');
  superuser = new pg.Client(database.url);
  await superuser.connect();
  const name = new URL(database.url).pathname.slice(1);
  await superuser.query(`create role ${owner} login password 'x'; create role ${member} login password 'x';
    create role ${maintainer} login password 'x' in role ${owner}; alter database ${name} owner to ${owner}`);
  const urlOf = (role: string | undefined, options = '') => {
    const url = new URL(database.url);
    url.username = role ?? '';
    url.password = 'x';
    return `${url.toString()}${options}`;
  };
  const db = {
    ...loadConfig({}).db,
    url: urlOf(member),
    migrationUrl: urlOf(owner),
    maintenanceUrl: urlOf(maintainer, `?options=-c%20role%3D${owner}`),
  };
  urls = { programs: db.url, maintenance: db.maintenanceUrl };
  migrating = createMigrationOrm(db, entities);
  maintenance = createMaintenanceOrm(db, entities);
  program = createOrm(db, entities);
  await migrateUp(migrating, {
    onWait: (error) => {
      throw error;
    },
  });
  await grantToPrograms(migrating.em.fork(), roleOf(db.url));
}, 120_000);
afterAll(async () => {
  await Promise.all([migrating, maintenance, program].map((orm) => orm.close(true)));
  await superuser.query(`drop owned by ${member}; drop owned by ${owner} cascade`);
  await superuser.end();
  await database.drop();
  const server = new URL(database.url);
  server.pathname = '/postgres';
  const cleaning = new pg.Client(server.toString());
  await cleaning.connect();
  await cleaning.query(`drop role ${maintainer}, ${member}, ${owner}`);
  await cleaning.end();
});

const by = (orm: Orm) => orm.em.fork();
const ADD = sql`insert into job (type, workflow, task_queue, input, summary) values ('t', 'w', 'bulk', '{}', 's')`;

test('programs read and write rows', async () => {
  expect(await run(by(program), ADD)).toBe(1);
  expect(await run(by(program), sql`update job set summary = 'other'`)).toBe(1);
  expect(await run(by(program), sql`delete from job`)).toBe(1);
  await run(by(program), sql`insert into event (name) values ('user.signed_up')`);
});

test.each([
  ['drop a table', sql`drop table job`],
  ['change one', sql`alter table job add column mine text`],
  ['empty one', sql`truncate job`],
  ['make one', sql`create table mine (id int)`],
  ['say which migrations were applied', sql`delete from migration`],
])('programs may not %s', async (_what, statement) => {
  await expect(run(by(program), statement)).rejects.toThrow(/must be owner|permission denied/);
});

test('maintenance keeps partitions, which belong to the owner and which programs write to', async () => {
  const last = await row<{ name: string }>(
    by(maintenance),
    sql`select max(relname) as name from pg_class join pg_namespace n on n.oid = relnamespace
        where nspname = 'event_partition' and relname ~ '^event_[0-9]{8}$'`,
  );
  await run(by(maintenance), sql`drop table ${sql.table(`event_partition.${last?.name}`)}`);
  await expect(makePartitionsAhead(by(program))).rejects.toThrow(/permission denied|must be owner/);
  expect(await makePartitionsAhead(by(maintenance))).toBe(1);
  const made = await row(
    by(program),
    sql`select tableowner as owner, has_table_privilege(${`event_partition.${last?.name}`}, 'insert') as writable
        from pg_tables where tablename = ${last?.name}`,
  );
  expect(made).toEqual({ owner, writable: true });
});

test('a night of maintenance drops partitions, vacuums and rebuilds in the owner’s name; programs may do none of it', async () => {
  // What a partition is called says how old it is.
  await run(
    by(maintenance),
    sql`do $$
        declare last text;
        begin
          select max(relname) into last from pg_class join pg_namespace n on n.oid = relnamespace
            where nspname = 'event_partition' and relname ~ '^event_[0-9]{8}$';
          execute format('alter table event_partition.%I rename to event_20200101', last);
        end $$`,
  );
  await run(by(program), ADD);
  await run(by(program), sql`update job set finished_at = now() - interval '400 days', status = 'failed'`);
  const dead = {
    name: 'test.vacuum',
    take: async ({ client }: StepContext) => {
      const notices: unknown[] = [];
      client.on('notice', (notice) => notices.push(notice.message));
      await client.query('vacuum (analyze, skip_locked) public.job');
      return { count: notices.length };
    },
  };
  const fence = { jobId: newId(), generation: 1, chainId: 'chain' };
  await run(
    by(program),
    sql`insert into job (id, type, workflow, task_queue, input, summary) values (${fence.jobId}, 'maintenance', 'w', 'bulk', '{}', 's')`,
  );
  const night = (url: string, keeper: Orm) =>
    createMaintenance({
      em: () => by(program),
      keeper: () => by(keeper),
      maintenanceUrl: url,
      // Partitions ahead were made above, and the renamed one is still where its day would be.
      steps: [
        ...maintenanceSteps(
          loadConfig({}),
          createStorage({ directory: join(tmpdir(), `vibe-roles-${newId()}`), s3: null }),
        ).filter(({ name }) => name !== 'partitions.ahead'),
        dead,
      ],
      logger: pino({ level: 'silent' }),
    }).run({ fence, dryRun: false, reindex: true }, 1, {
      cancellationSignal: new AbortController().signal,
      heartbeat: () => undefined,
    });
  const failedOf = (lines: readonly StepLine[] | undefined) =>
    lines?.filter(({ outcome }) => outcome === 'failed').map(({ step }) => step);
  // Postgres warns where it leaves a table out that is another's.
  const refused = await night(urls.programs, program);
  expect(failedOf(refused)).toEqual(['partitions.expired', 'tables.reindex']);
  expect(refused?.find(({ step }) => step === 'test.vacuum')?.count).toBe(1);
  const lines = await night(urls.maintenance, maintenance);
  expect(failedOf(lines)).toEqual([]);
  const countOf = (name: string) => lines?.find(({ step }) => step === name)?.count;
  expect([countOf('partitions.expired'), countOf('tables.reindex'), countOf('test.vacuum')]).toEqual([1, 3, 0]);
}, 120_000);

test('programs may write to what a later migration makes, and granting again changes nothing', async () => {
  await run(by(migrating), sql`create table later (id int)`);
  await run(by(program), sql`insert into later values (1)`);
  await grantToPrograms(by(migrating), member ?? '');
  await run(by(program), sql`insert into later values (2)`);
});

test('where there is one role only, nothing is granted', async () => {
  await grantToPrograms(by(migrating), owner ?? '');
  await grantToPrograms(by(migrating), 'nobody_of_that_name');
});
