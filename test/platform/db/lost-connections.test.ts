import { sql } from 'kysely';
import { loadConfig } from '../../../src/platform/config.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { type Em, row, run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

const POOL = 2;
let database: TestDatabase;
let orm: Orm;
beforeAll(async () => {
  database = await createDatabase('template0');
  orm = createOrm({ ...loadConfig({}).db, url: database.url, poolMax: POOL, acquireTimeoutMs: 3_000 }, []);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

const em = () => orm.em.fork();
const backend = async (of: Em) => (await row<{ pid: number }>(of, sql`select pg_backend_pid() as pid`))?.pid;
const terminate = (pid: number | undefined) => run(em(), sql`select pg_terminate_backend(${pid})`);

test.each([
  ['between two statements', async (tx: Em) => terminate(await backend(tx))],
  ['by its own statement', (tx: Em) => run(tx, sql`select pg_terminate_backend(pg_backend_pid())`)],
])('a connection that is lost %s of a transaction gives its place in the pool back', async (_name, lose) => {
  for (let time = 0; time < POOL * 2; time += 1) {
    const lost = transact(em(), async (tx) => {
      await lose(tx);
      await run(tx, sql`select 1`);
    });
    await expect(lost).rejects.toThrow(/terminat|not queryable/);
  }
  expect(await Promise.all([backend(em()), backend(em())])).toEqual([expect.any(Number), expect.any(Number)]);
});

test('a connection that is lost before its commit fails the transaction', async () => {
  for (let time = 0; time < POOL * 2; time += 1) {
    await expect(transact(em(), async (tx) => terminate(await backend(tx)))).rejects.toThrow(/terminat|not queryable/);
  }
  expect(await backend(em())).toEqual(expect.any(Number));
});
