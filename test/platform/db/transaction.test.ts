import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { entities } from '../../../src/composition/entities.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { type Em, row, run } from '../../../src/platform/db/sql.ts';
import { afterCommit, transact } from '../../../src/platform/db/transaction.ts';
import { createDatabase, type TestDatabase, testDatabaseConfig } from '../../support/database.ts';

let database: TestDatabase;
let orm: Orm;
const em = () => orm.em.fork();
const count = async () => (await row<{ n: number }>(em(), sql`select count(*)::int as n from event`))?.n;
const record = (tx: Em) => run(tx, sql`insert into event (name) values ('test')`);

beforeAll(async () => {
  database = await createDatabase();
  orm = createOrm(testDatabaseConfig(database.url), entities);
});
beforeEach(async () => {
  await run(em(), sql`delete from event`);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

describe('a transaction', () => {
  test('a transaction commits what its work wrote, then runs what waited for that', async () => {
    const seen: (number | undefined)[] = [];
    let committed: Promise<void> | undefined;
    await transact(em(), async (tx) => {
      afterCommit(tx, () => {
        committed = count().then((n) => void seen.push(n));
      });
      await record(tx);
      expect(await count()).toBe(0);
    });
    await committed;
    expect(seen).toEqual([1]);
  });

  test('a transaction rolls back all of it when the work throws, and runs nothing', async () => {
    let ran = false;
    const failing = transact(em(), async (tx) => {
      afterCommit(tx, () => {
        ran = true;
      });
      await record(tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await count()).toBe(0);
    expect(ran).toBe(false);
  });

  test('a transaction keeps its own rows when one inside it fails', async () => {
    await transact(em(), async (tx) => {
      await record(tx);
      await expect(
        transact(tx, async (inner) => {
          await record(inner);
          throw new Error('inner');
        }),
      ).rejects.toThrow('inner');
    });
    expect(await count()).toBe(1);
  });

  test('work of an inner transaction runs after the outermost commit only, and not when that rolls back', async () => {
    const ran: string[] = [];
    const register = (name: string) => (tx: Em) =>
      transact(tx, async (inner) => {
        afterCommit(inner, () => ran.push(name));
      });
    await transact(em(), async (tx) => {
      await register('kept')(tx);
      expect(ran).toEqual([]);
    });
    await transact(em(), async (tx) => {
      await register('lost')(tx);
      throw new Error('outer');
    }).catch(() => undefined);
    expect(ran).toEqual(['kept']);
  });

  test('work that waits for a commit needs a transaction', () => {
    expect(() => afterCommit(em(), () => undefined)).toThrow('transact()');
  });

  test('a transaction reads times as dates, whatever the time zone of the session', async () => {
    const found = await row<{ at: Date }>(em(), sql`select timestamptz '2026-03-29 03:30:00+02' as at`);
    expect(found?.at.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });
});
