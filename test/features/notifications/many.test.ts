import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { NewNotification } from '../../../src/features/notifications/notifications.contract.ts';
import { countUnread, listNotifications } from '../../../src/features/notifications/notifications.queries.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import type { Em } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { explain, type Plan } from '../../support/explain.ts';
import { createNotificationsFixture, follow, type NotificationsFixture } from '../../support/notifications.ts';
import { recordStatements } from '../../support/statement-log.ts';
import { until } from '../../support/system.ts';

/** What lists and counts cost when there are many: a person with 1,000 notifications among 100,000. */

const recorder = recordStatements();
let app: NotificationsFixture;
let busy: string;
beforeAll(async () => {
  app = await createNotificationsFixture();
  busy = await app.user();
  await app.execute(
    sql`insert into notification (user_id, kind, actor_id, once_key, data, read_at)
        select case when n % 100 = 0 then ${busy}::uuid else ('01980000-0000-7000-8000-' || lpad((n % 999)::text, 12, '0'))::uuid end,
          (array['like', 'comment', 'follow', 'reply'])[1 + n / 100 % 4], null, n::text, '{"postId": "x", "excerpt": "y"}',
          case when n % 3 = 0 then now() end
        from generate_series(1, 100000) as n`,
  );
  await app.execute(
    sql`insert into notification (user_id, kind, once_key, data) values (${busy}, 'export_ready', 'rare', '{}')`,
  );
  const visible = async () => {
    await app.execute(sql`vacuum (analyze) notification`);
    const pages = await app.one<{ visible: boolean }>(
      sql`select relallvisible = relpages as visible from pg_class where relname = 'notification'`,
    );
    return pages.visible;
  };
  await until(visible, 20_000, 'pages of which every row is visible to all');
});
afterAll(() => app.close());

/** The plan of the one statement that a query function asks, as it ran. */
async function planOf(ask: (em: Em) => Promise<unknown>): Promise<Plan> {
  const [plan, ...others] = await explain(app.config.db.url, await recorder.during(() => ask(app.em())));
  if (!plan || others.length > 0) throw new Error('asked in other than one statement');
  return plan;
}

const types = ({ nodes }: Plan) => nodes.map((node) => node['Node Type']);
const page = { unread: false, kind: undefined, before: undefined, limit: 21 };

test.each([
  ['a page', page, 'notification_user_id_index'],
  ['a page of what is unread', { ...page, unread: true }, 'notification_unread_index'],
  ['a page of one kind', { ...page, kind: 'like' as const }, 'notification_kind_index'],
  ['a page of a kind that is rare', { ...page, kind: 'export_ready' as const }, 'notification_kind_index'],
])('%s is read through an index, whatever else there is', async (_what, filter, index) => {
  const plan = await planOf((em) => listNotifications(em, busy, filter));
  expect(plan.nodes.map((node) => node['Index Name'])).toContain(index);
  expect(types(plan)).not.toContain('Seq Scan');
  expect(types(plan)).not.toContain('Sort');
  expect(plan.buffers).toBeLessThan(60);
});

test('a page far back costs as much as the first', async () => {
  const oldest = await app.one<{ id: string }>(
    sql`select id from notification where user_id = ${busy} order by id offset 100 limit 1`,
  );
  const far = await planOf((em) => listNotifications(em, busy, { ...page, before: oldest.id }));
  expect(types(far)).not.toContain('Sort');
  expect(far.buffers).toBeLessThan(60);
});

test('the unread count reads a hundred entries of its index and no row', async () => {
  const plan = await planOf((em) => countUnread(em, [busy]));
  const [scan] = plan.nodes.filter((node) => node['Index Name'] !== undefined);
  expect(scan).toMatchObject({ 'Node Type': 'Index Only Scan', 'Index Name': 'notification_unread_index' });
  expect(scan?.['Actual Rows']).toBe(100);
  expect(scan?.['Heap Fetches']).toBe(0);
  expect(plan.buffers).toBeLessThan(20);
});

test('more news than a call takes arguments are told at once', async () => {
  const many: NewNotification[] = Array.from({ length: 130_000 }, (_, n) => ({
    ...follow(busy, newId()),
    onceKey: `many:${n}`,
  }));
  const rolledBack = new Error('rolled back');
  const told = transact(app.em(), async (tx) => {
    await app.notify(tx, many);
    throw rolledBack;
  });
  await expect(told).rejects.toBe(rolledBack);
}, 180_000);
