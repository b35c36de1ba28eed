import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { entities } from '../../../src/composition/entities.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { createDatabase, type TestDatabase, testDatabaseConfig } from '../../support/database.ts';

let database: TestDatabase;
let orm: Orm;
beforeEach(async () => {
  database = await createDatabase('template0');
  orm = createOrm(testDatabaseConfig(database.url), entities);
});
afterEach(async () => {
  await orm.close(true);
  await database.drop();
});

const difference = async () => (await orm.schema.getUpdateSchemaSQL({ wrap: false })).trim();
const tables = async () =>
  (
    await rows<{ name: string }>(
      orm.em.fork(),
      sql`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    )
  ).map((table) => table.name);

describe('the migrations', () => {
  test('the migrations make exactly what the entities describe', async () => {
    await orm.migrator.up();
    expect(await difference()).toBe('');
  });

  test('a difference between migrations and entities would be found', async () => {
    await orm.migrator.up();
    await run(orm.em.fork(), sql`alter table job drop column summary`);
    expect(await difference()).toContain('summary');
  });

  test('the migrations can all be taken back and made again', async () => {
    const before = await tables();
    await orm.migrator.up();
    const made = await tables();
    await orm.migrator.down({ to: 0 });
    expect((await tables()).filter((table) => !before.includes(table))).toEqual(['migration']);
    await orm.migrator.up();
    expect(await tables()).toEqual(made);
  });
});
