import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { NewNotification } from '../../../src/features/notifications/notifications.contract.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { through } from '../../support/intercept.ts';
import {
  callResolved,
  comment,
  createNotificationsFixture,
  exportReady,
  follow,
  invitation,
  type Listener,
  like,
  listen,
  type NotificationsFixture,
  priceAlert,
} from '../../support/notifications.ts';
import { until } from '../../support/system.ts';
import { addUsers } from '../../support/users.ts';

let app: NotificationsFixture;
let listener: Listener;
beforeAll(async () => {
  app = await createNotificationsFixture();
  listener = await listen(app.config.db.url);
});
afterAll(async () => {
  await listener.close();
  await app.close();
});

interface Row {
  kind: string;
  mail_category: string | null;
}
const of = (userId: string) =>
  app.all<Row>(sql`select kind, mail_category from notification where user_id = ${userId} order by kind`);
const windowsOf = (userId: string) =>
  app.all<{ category: string; ms: number }>(
    sql`select category, extract(epoch from due_at - opened_at)::float8 * 1000 as ms
        from notification_window where user_id = ${userId} order by category`,
  );
const heardBy = (userId: string) => listener.heard.filter(({ topic }) => topic === `notifications:${userId}`);

async function statementsOf(notifications: readonly NewNotification[]): Promise<number> {
  let statements = 0;
  await transact(app.em(), async (tx) => {
    const counted = through(tx, (query, execute) => {
      statements += 1;
      return execute(query);
    });
    await app.notify(counted, notifications);
  });
  return statements;
}

test('a thousand notifications cost as many statements as one', async () => {
  const actor = await app.user();
  const users = Array.from({ length: 1_000 }, () => ({ id: newId(), name: 'Anna' }));
  await addUsers(app.em(), users);
  const one = await statementsOf([invitation(users[0]?.id as string, actor)]);
  const thousand = await statementsOf(users.map(({ id }) => invitation(id, actor)));
  expect(one).toBeGreaterThan(3);
  expect(thousand).toBe(one);
  expect(await app.one(sql`select count(*)::int as n from notification where actor_id = ${actor}`)).toEqual({
    n: 1_001,
  });
});

test('the same news is told once, in one call, in two, and in two transactions at once', async () => {
  const [user, actor] = [await app.user(), await app.user()];
  const news = like(user, actor);
  await app.tell(news, news);
  await app.tell(news);
  const other = like(user, actor);
  await Promise.all([app.tell(other), app.tell(other), app.tell(other)]);
  expect(await of(user)).toHaveLength(2);
  await until(async () => heardBy(user).length >= 2, 5_000, 'both told');
  expect(heardBy(user)).toHaveLength(2);
});

test('news of a user’s own deeds, and news without a recipient, is dropped', async () => {
  const [user, disabled, deleted] = [await app.user(), await app.user(), await app.user()];
  await app.execute(sql`update app_user set disabled_at = now() where id = ${disabled}`);
  await app.execute(sql`update app_user set deleted_at = now(), email = null where id = ${deleted}`);
  await app.tell(like(user, user), like(disabled, user), like(deleted, user), like(newId(), user));
  expect(await app.all(sql`select * from notification where actor_id = ${user}`)).toEqual([]);
  expect(await statementsOf([])).toBe(0);
});

describe('a mail', () => {
  const everything = (user: string, actor: string) => [
    comment(user, actor),
    like(user, actor),
    follow(user, actor),
    invitation(user, actor),
    priceAlert(user),
    callResolved(user),
    exportReady(user),
  ];
  const none = { price_alerts: false, room_invitations: false, activity: false };

  test.each([
    ['until they choose', undefined, ['price_alerts', 'room_invitations']],
    ['for those who refuse everything', none, []],
    ['for those who ask for activity only', { ...none, activity: true }, ['activity']],
    ['for those who refuse alerts', { price_alerts: false }, ['room_invitations']],
    [
      'for those who want everything',
      { price_alerts: true, room_invitations: true, activity: true },
      ['activity', 'price_alerts', 'room_invitations'],
    ],
  ])('a mail of notifications waits %s', async (_who, categories, opened) => {
    const [user, actor] = [await app.user(categories === undefined ? {} : { categories }), await app.user()];
    await app.tell(...everything(user, actor));
    const told = Object.fromEntries((await of(user)).map(({ kind, mail_category }) => [kind, mail_category]));
    const wanted = (category: string) => (opened.includes(category) ? category : null);
    expect(told).toEqual({
      like: null,
      comment: wanted('activity'),
      follow: wanted('activity'),
      call_resolved: wanted('activity'),
      price_alert: wanted('price_alerts'),
      room_invitation: wanted('room_invitations'),
      export_ready: null,
    });
    expect((await windowsOf(user)).map(({ category }) => category)).toEqual(opened);
  });

  test('a mail is due a minute after the first notification, whatever joins it', async () => {
    const user = await app.user();
    await app.tell(priceAlert(user));
    const [first] = await windowsOf(user);
    await app.tell(priceAlert(user), priceAlert(user));
    expect(await windowsOf(user)).toEqual([first]);
    expect(first?.ms).toBeCloseTo(60_000, 0);
  });

  test('old news does not open a mail again', async () => {
    const user = await app.user();
    const news = priceAlert(user);
    await app.tell(news);
    await app.execute(sql`delete from notification_window where user_id = ${user}`);
    await app.tell(news);
    expect(await windowsOf(user)).toEqual([]);
  });
});

describe('sockets', () => {
  test('sockets are told on commit only, as the list shows it, with what is unread', async () => {
    const [user, actor] = [await app.user(), await app.user({ name: 'Jürgen' })];
    await app.tell(like(user, actor));
    await until(async () => heardBy(user).length === 1, 5_000, 'the first told');
    await transact(app.em(), async (tx) => {
      await app.notify(tx, [comment(user, actor, 'Nice “one”')]);
      await app.tell(like(actor, user));
      await until(async () => heardBy(actor).length === 1, 5_000, 'another transaction told');
      expect(heardBy(user)).toHaveLength(1);
    });
    await until(async () => heardBy(user).length === 2, 5_000, 'told');
    expect(heardBy(user)[1]).toMatchObject({
      type: 'notification',
      data: {
        notification: {
          kind: 'comment',
          actor: { id: actor, displayName: 'Jürgen' },
          text: 'Jürgen commented on your post: “Nice “one””',
          readAt: null,
        },
        unread: { count: 2, more: false },
      },
    });
  });

  test('sockets are told nothing that is rolled back', async () => {
    const [user, actor] = [await app.user(), await app.user()];
    const failing = transact(app.em(), async (tx) => {
      await app.notify(tx, [like(user, actor)]);
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await app.tell(like(actor, user));
    await until(async () => heardBy(actor).length === 1, 5_000, 'what was committed after it');
    expect(heardBy(user)).toEqual([]);
    expect(await of(user)).toEqual([]);
  });

  test('sockets hear a count that ends at 99', async () => {
    const [user, actor] = [await app.user(), await app.user()];
    await app.tell(...Array.from({ length: 99 }, () => like(user, actor)));
    await app.tell(like(user, actor));
    await until(async () => heardBy(user).length === 100, 5_000, 'all told');
    expect(heardBy(user).at(0)?.data.unread).toEqual({ count: 99, more: false });
    expect(heardBy(user).at(-1)?.data.unread).toEqual({ count: 99, more: true });
  });
});
