import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { entities } from '../../../src/composition/entities.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { migrateUp } from '../../../src/platform/db/migrate-up.ts';
import { createMigrationOrm, createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/system.ts';

let database: TestDatabase;
let migrating: Orm;
let program: Orm;
let reader: pg.Client;
beforeAll(async () => {
  database = await createDatabase('template0');
  const db = { ...loadConfig({}).db, url: database.url, migrationUrl: database.url };
  migrating = createMigrationOrm({ ...db, statementTimeoutMs: 1_000 }, entities);
  program = createOrm(db, entities);
  reader = new pg.Client(database.url);
  await reader.connect();
});
afterAll(async () => {
  await reader.end();
  await migrating.close(true);
  await program.close(true);
  await database.drop();
});

test('a migration that does not get its lock lets the programs go on, and is applied once it gets it', async () => {
  const all = (await migrating.migrator.getPending()).length;
  await migrating.migrator.up({ to: 'Migration0012_bulk_email' });
  const first = (await migrating.migrator.getExecuted()).length;
  // A report that takes long, say: the next migration changes the table, and would lock out all that come after it.
  await reader.query('begin; select from job');
  const waits: string[] = [];
  const up = migrateUp(migrating, { onWait: ({ message }) => waits.push(message), waitMs: 200 });
  await until(async () => waits.length > 0, 60_000, 'the lock is not had');
  expect(waits[0]).toContain('lock timeout');
  for (let n = 0; n < 5; n += 1) {
    await run(
      program.em.fork(),
      sql`insert into job (type, workflow, task_queue, input, summary) values ('t', 'w', 'bulk', '{}', 's')`,
    );
  }
  expect((await migrating.migrator.getExecuted()).length).toBe(first);
  await reader.query('commit');
  expect(await up).toBe(all - first);
  expect(await row(program.em.fork(), sql`select count(*)::int as n from job where progressed_at is not null`)).toEqual(
    {
      n: 5,
    },
  );
}, 120_000);

test('a migration may take longer than a statement of the programs', async () => {
  const found = await row(
    migrating.em.fork(),
    sql`select current_setting('statement_timeout') as limit, pg_sleep(1.2)::text`,
  );
  expect(found).toMatchObject({ limit: '0' });
});

test('only a failure by a lock is tried again', async () => {
  await run(migrating.em.fork(), sql`delete from migration where name = 'Migration0013_job_liveness'`);
  await expect(migrateUp(migrating, { onWait: () => expect(true).toBe(false) })).rejects.toThrow('already exists');
});
