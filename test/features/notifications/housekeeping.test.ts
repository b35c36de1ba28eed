import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { purgeNotifications } from '../../../src/features/notifications/housekeeping.service.ts';
import { eraseNotifications } from '../../../src/features/notifications/notifications.erase.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import {
  comment,
  createNotificationsFixture,
  like,
  type NotificationsFixture,
  priceAlert,
} from '../../support/notifications.ts';

let app: NotificationsFixture;
beforeAll(async () => {
  app = await createNotificationsFixture();
});
afterAll(() => app.close());

const counted = async (where: ReturnType<typeof sql>) =>
  (await app.one<{ n: number }>(sql`select count(*)::int as n from notification where ${where}`)).n;

describe('old notifications', () => {
  test('old notifications are deleted in batches, and younger ones stay', async () => {
    const [user, actor] = [await app.user(), await app.user()];
    await app.tell(like(user, actor), like(user, actor));
    await app.execute(
      sql`insert into notification (id, user_id, kind, once_key, data, created_at)
          select uuidv7(- interval '90 days 1 hour'), ${user}, 'follow', n::text, '{}', now() - interval '90 days 1 hour'
          from generate_series(1, 5001) as n`,
    );
    await app.execute(
      sql`insert into notification (id, user_id, kind, once_key, data)
          values (uuidv7(- interval '89 days 23 hours'), ${user}, 'follow', 'young', '{}')`,
    );
    expect(await purgeNotifications(app.em(), 90)).toBe(5_000);
    expect(await purgeNotifications(app.em(), 90)).toBe(1);
    expect(await purgeNotifications(app.em(), 90)).toBe(0);
    expect(await counted(sql`user_id = ${user}`)).toBe(3);
  });
});

describe('a person who is erased', () => {
  const erase = (userId: string, limit: number) =>
    transact(app.em(), (tx) => eraseNotifications.erase(tx, userId, limit));

  test('an erased person leaves neither own notifications nor those of others about them, page by page', async () => {
    const [gone, other, third] = [
      await app.user({ categories: { activity: true } }),
      await app.user({ categories: { activity: true } }),
      await app.user(),
    ];
    await app.tell(priceAlert(gone), comment(gone, other), like(gone, third));
    await app.tell(comment(other, gone, 'My own words'), comment(other, third), like(third, gone));
    const touched: number[] = [];
    for (let page = await erase(gone, 2); page > 0; page = await erase(gone, 2)) touched.push(page);
    // Two windows, three of their own, two that others have of them.
    expect(touched.every((page) => page <= 2)).toBe(true);
    expect(touched.reduce((sum, page) => sum + page, 0)).toBe(7);
    expect(await counted(sql`user_id = ${gone} or actor_id = ${gone}`)).toBe(0);
    expect(await app.all(sql`select 1 from notification_window where user_id = ${gone}`)).toEqual([]);
    expect(await counted(sql`user_id = ${other} and actor_id = ${third}`)).toBe(1);
    expect(await erase(gone, 2)).toBe(0);
  });

  test('an erased person is not in the mail that others get afterwards', async () => {
    const [gone, other] = [await app.user(), await app.user({ categories: { activity: true } })];
    await app.tell(comment(other, gone));
    await erase(gone, 100);
    await app.makeDue();
    await app.deliver();
    expect(await app.mails(other)).toEqual([]);
  });
});
