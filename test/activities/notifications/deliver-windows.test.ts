import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { requestDelivery } from '../../../src/features/notifications/housekeeping.service.ts';
import { createNotify } from '../../../src/features/notifications/notify.service.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import {
  callResolved,
  comment,
  createNotificationsFixture,
  exportReady,
  follow,
  invitation,
  type NotificationsFixture,
  priceAlert,
} from '../../support/notifications.ts';
import { addUsers } from '../../support/users.ts';

let app: NotificationsFixture;
beforeAll(async () => {
  app = await createNotificationsFixture();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.execute(sql`delete from notification_window`);
  await app.execute(sql`delete from job where type = 'notification'`);
});

const ACTIVE = { categories: { activity: true } };
const waiting = (userId: string) =>
  app.all(sql`select mail_category from notification where user_id = ${userId} and mail_category is not null`);
const windows = () => app.all<{ user_id: string; category: string }>(sql`select * from notification_window`);

describe('what is gathered', () => {
  test('ten alerts within a minute are one mail, whenever in the minute they came', async () => {
    const user = await app.user();
    for (let alert = 0; alert < 10; alert += 1) {
      await app.tell(priceAlert(user, `A${alert}`));
      // Borders of periods pass, at which others are delivered.
      await app.execute(sql`update notification_window set due_at = due_at - interval '4 seconds'`);
      await app.deliver();
    }
    expect(await app.mails(user)).toEqual([]);
    await app.makeDue();
    expect(await app.deliver()).toMatchObject({ status: 'succeeded', progress_done: 1, result: { windows: 1 } });
    const [mail, ...others] = await app.mails(user);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      template: 'price-alerts',
      category: 'price_alerts',
      to_address: `${user}@example.test`,
    });
    expect(mail?.subject).toBe('10 price alerts were met: A9, A8, A7, A6 and others');
    expect(mail?.data.alerts).toHaveLength(10);
    expect(await waiting(user)).toEqual([]);
    expect(await windows()).toEqual([]);
  });

  test('two people get a mail each, and what comes later is another mail', async () => {
    const [anna, ben] = [await app.user({ name: 'Anna' }), await app.user({ name: 'Ben' })];
    await app.tell(priceAlert(anna, 'AAPL'), priceAlert(ben, 'MSFT'));
    await app.tell(priceAlert(ben, 'TSLA'), priceAlert(anna, 'NVDA')); // one call leaves open which of its own is newer
    await app.makeDue();
    await app.deliver();
    await app.tell(priceAlert(anna, 'IBM'));
    await app.deliver();
    expect(await app.mails(anna, ben)).toHaveLength(2);
    await app.makeDue();
    await app.deliver();
    const symbols = async (userId: string) =>
      (await app.mails(userId)).map(({ data }) =>
        data.alerts ? data.alerts.map((alert: { symbol: string }) => alert.symbol) : data.symbol,
      );
    expect(await symbols(anna)).toEqual([['NVDA', 'AAPL'], 'IBM']);
    expect(await symbols(ben)).toEqual([['TSLA', 'MSFT']]);
  });

  test('a joining transaction that is still open keeps its mail from being written', async () => {
    const user = await app.user();
    await app.tell(priceAlert(user, 'AAPL'));
    await app.makeDue();
    await transact(app.em(), async (tx) => {
      await app.notify(tx, [priceAlert(user, 'MSFT')]);
      expect(await app.deliver()).toMatchObject({ status: 'succeeded', result: { windows: 0 } });
      expect(await app.mails(user)).toEqual([]);
    });
    await app.deliver();
    expect((await app.mails(user)).map(({ data }) => data.alerts.length)).toEqual([2]);
  });
});

test('news that comes while mails are written is in exactly one of them', async () => {
  const people = Array.from({ length: 5 }, () => ({ id: newId(), name: 'Anna' }));
  await addUsers(app.em(), people);
  const notify = createNotify({ config: { notifications: { ...app.config.notifications, groupMs: 0 } } });
  let telling = true;
  const deliveries = (async () => {
    while (telling) await app.deliver();
  })();
  for (let round = 0; round < 60; round += 1) {
    await Promise.all(people.map(({ id }) => transact(app.em(), (tx) => notify(tx, [priceAlert(id), priceAlert(id)]))));
  }
  telling = false;
  await deliveries;
  await app.deliver();
  const mails = await app.mails(...people.map(({ id }) => id));
  const told = mails.map(({ template, data }) => (template === 'price-alert' ? 1 : data.alerts.length + data.more));
  expect(told.reduce((sum, some) => sum + some, 0)).toBe(600);
  expect(mails.length).toBeGreaterThan(5);
});

describe('which mail', () => {
  test.each(['ES=F', '7203.T', '^GSPC'])('an alert on %s is mailed', async (symbol) => {
    const user = await app.user();
    await app.tell(priceAlert(user, symbol));
    await app.makeDue();
    await app.deliver();
    const [mail] = await app.mails(user);
    expect([mail?.template, mail?.data.symbol, mail?.subject]).toEqual([
      'price-alert',
      symbol,
      `${symbol} is above $220.00`,
    ]);
  });

  test.each([
    ['AMD\t90\r\nNVDA\t120', 'AMD\t90\nNVDA\t120'],
    ['\u200b', undefined],
    ['\u3164', undefined],
  ])('what a user wrote, %j, is in the mail as %j', async (text, told) => {
    const [user, actor] = [await app.user(ACTIVE), await app.user({ name: 'Jürgen' })];
    const invited = invitation(user, actor);
    await app.tell(
      { ...invited, data: { ...invited.data, message: text } } as typeof invited,
      comment(user, actor, text),
    );
    await app.makeDue();
    await app.deliver();
    const mails = await app.mails(user);
    const said = mails.map(({ data }) => (data.lines === undefined ? data : data.lines[0]).message);
    expect(said).toStrictEqual([told, told]);
  });

  test('one alert and one invitation have their own templates, with links below the public URL', async () => {
    const [user, actor] = [await app.user({ name: 'Zoë' }), await app.user({ name: 'Jürgen' })];
    const invited = invitation(user, actor);
    await app.tell(priceAlert(user, 'BRK.B'), invited);
    await app.makeDue();
    await app.deliver();
    const { publicUrl } = app.config.http;
    const mails = await app.mails(user);
    expect(mails.map(({ template, category }) => [template, category]).sort()).toEqual([
      ['price-alert', 'price_alerts'],
      ['room-invitation', 'room_invitations'],
    ]);
    expect(mails.find(({ template }) => template === 'price-alert')?.data).toMatchObject({
      displayName: 'Zoë',
      symbol: 'BRK.B',
      companyName: 'Apple Inc.',
      url: `${publicUrl}/tickers/BRK.B`,
    });
    expect(mails.find(({ template }) => template === 'room-invitation')?.data).toMatchObject({
      inviterName: 'Jürgen',
      roomDescription: 'Slow money, long horizons',
      memberCount: 42,
      url: `${publicUrl}/api/invitations/accept#invitation=${invited.onceKey.split(':')[1]}`,
    });
  });

  test('several invitations are listed in one mail; a finished export has a mail of its own', async () => {
    const [user, actor] = [await app.user(), await app.user({ name: 'Jürgen' })];
    await app.tell(invitation(user, actor), invitation(user, actor), exportReady(user));
    await app.makeDue();
    await app.deliver();
    const mails = await app.mails(user);
    expect(mails.map(({ template, category, subject }) => [template, category, subject]).sort()).toEqual([
      ['activity', 'room_invitations', '2 new notifications'],
    ]);
  });

  test('activity is told line by line, at most 20 of them, the newest', async () => {
    const [user, actor] = [await app.user(ACTIVE), await app.user({ name: 'Jürgen' })];
    await app.tell(callResolved(user), callResolved(user, false), follow(user, actor));
    for (let n = 1; n <= 22; n += 1) await app.tell(comment(user, actor, `Comment ${n}`));
    await app.makeDue();
    await app.deliver();
    const [mail] = await app.mails(user);
    expect(mail?.subject).toBe('25 new notifications');
    expect(mail?.data.lines).toHaveLength(20);
    expect(mail?.data.lines[0]).toMatchObject({ text: 'Jürgen commented on your post', message: 'Comment 22' });
    expect(mail?.data.more).toBe(5);
  });

  test('names and texts that advertise a link are not repeated', async () => {
    const [user, spammer] = [await app.user(ACTIVE), await app.user({ name: 'Win at evil.com' })];
    await app.tell(comment(user, spammer, 'See http://evil.test'));
    await app.makeDue();
    await app.deliver();
    const [mail] = await app.mails(user);
    expect(JSON.stringify(mail)).not.toContain('evil');
    expect(mail?.subject).toBe('Someone commented on your post');
  });

  test('what an invitation says of its room is not repeated if it advertises a link, alone or among others', async () => {
    const [one, two, spammer] = [await app.user(), await app.user(), await app.user({ name: 'Win at evil.com' })];
    const invite = (userId: string) => {
      const made = invitation(userId, spammer);
      const said = { roomName: 'evil.com', roomDescription: 'at www.evil.com', message: 'https://evil.com' };
      return { ...made, data: { ...made.data, ...said } } as typeof made;
    };
    await app.tell(invite(one), invite(two), invite(two));
    await app.makeDue();
    await app.deliver();
    const mails = await app.mails(one, two);
    expect(mails.map(({ template }) => template).sort()).toEqual(['activity', 'room-invitation']);
    expect(JSON.stringify(mails)).not.toContain('evil');
  });
});

describe('between the news and its mail', () => {
  test('a category that was switched off, and an account that was disabled or deleted, get no mail', async () => {
    const [off, disabled, deleted, actor] = [await app.user(), await app.user(), await app.user(), await app.user()];
    await app.tell(
      priceAlert(off),
      invitation(off, actor),
      priceAlert(disabled),
      invitation(disabled, actor),
      priceAlert(deleted),
    );
    await app.execute(
      sql`insert into user_preferences (user_id, email_categories) values (${off}, '{"price_alerts": false}')`,
    );
    await app.execute(sql`update app_user set disabled_at = now() where id = ${disabled}`);
    await app.execute(sql`update app_user set deleted_at = now(), email = null where id = ${deleted}`);
    await app.makeDue();
    await app.deliver();
    expect((await app.mails(off)).map(({ category }) => category)).toEqual(['room_invitations']);
    expect(await app.mails(disabled, deleted)).toEqual([]);
    expect(await windows()).toEqual([]);
  });

  test('an unverified address gets no mail, whatever the news and whenever the address was verified before', async () => {
    const [actor, never, since] = [await app.user(), await app.user(ACTIVE), await app.user(ACTIVE)];
    const unprove = (id: string) => app.execute(sql`update app_user set email_verified_at = null where id = ${id}`);
    await unprove(never);
    for (const user of [never, since]) {
      await app.tell(comment(user, actor), invitation(user, actor), priceAlert(user), exportReady(user));
    }
    expect(await waiting(never)).toEqual([]);
    expect(await waiting(since)).toHaveLength(3);
    await unprove(since);
    await app.makeDue();
    await app.deliver();
    expect(await app.mails(never, since)).toEqual([]);
    expect(await app.all(sql`select from notification where user_id = ${never}`)).toHaveLength(4);
  });

  test('notifications that were read or deleted are left out, and when none is left there is no mail', async () => {
    const [some, nothing] = [await app.user(), await app.user()];
    await app.tell(priceAlert(some, 'AAPL'), priceAlert(some, 'MSFT'), priceAlert(nothing), priceAlert(nothing));
    const setRead = (userId: string, symbol: string) =>
      app.execute(
        sql`update notification set read_at = now() where user_id = ${userId} and data ->> 'symbol' = ${symbol}`,
      );
    await setRead(some, 'AAPL');
    await setRead(nothing, 'AAPL');
    await app.execute(sql`delete from notification where user_id = ${nothing} and id = (
      select id from notification where user_id = ${nothing} order by id limit 1)`);
    await app.makeDue();
    await app.deliver();
    expect((await app.mails(some)).map(({ template, data }) => [template, data.symbol])).toEqual([
      ['price-alert', 'MSFT'],
    ]);
    expect(await app.mails(nothing)).toEqual([]);
    expect(await waiting(some)).toEqual([]);
  });
});

describe('run again', () => {
  test('an activity that had ended has no second effect', async () => {
    const user = await app.user();
    await app.tell(priceAlert(user));
    await app.makeDue();
    const job = await app.deliver();
    expect(await app.deliver(job, { attempt: 2 })).toEqual(job);
    expect(await app.mails(user)).toHaveLength(1);
  });

  test('an activity that died in the middle of a page goes on where the page started', async () => {
    const people = Array.from({ length: 450 }, () => ({ id: newId(), name: 'Anna' }));
    await addUsers(app.em(), people);
    await app.tell(...people.map(({ id }) => priceAlert(id)));
    await app.makeDue();
    const job = await app.request();
    let pages = 0;
    const dying = () => {
      pages += 1;
      // One for the fence, one for the first page; the second page finds no database.
      if (pages === 3) throw new Error('connection terminated');
      return app.em();
    };
    await expect(app.deliver(job, { em: dying })).rejects.toThrow('connection terminated');
    expect(await windows()).toHaveLength(250);
    const ended = await app.deliver(job, { attempt: 2 });
    expect(ended).toMatchObject({ status: 'succeeded', progress_done: 450, result: { windows: 450 }, attempts: 2 });
    const mails = await app.mails(...people.map(({ id }) => id));
    expect(mails).toHaveLength(450);
    expect(new Set(mails.map(({ user_id }) => user_id)).size).toBe(450);
  });

  test('a run that lost its job writes nothing', async () => {
    const user = await app.user();
    await app.tell(priceAlert(user));
    await app.makeDue();
    const job = await app.request();
    await app.execute(sql`update job set generation = 2 where id = ${job.id}`);
    await app.deliver(job);
    expect(await app.mails(user)).toEqual([]);
    expect(await windows()).toHaveLength(1);
  });

  test('two jobs at once share the work', async () => {
    const people = Array.from({ length: 600 }, () => ({ id: newId(), name: 'Anna' }));
    await addUsers(app.em(), people);
    await app.tell(...people.map(({ id }) => priceAlert(id)));
    await app.makeDue();
    const jobs = await Promise.all([app.deliver(), app.deliver()]);
    expect(jobs.reduce((sum, job) => sum + job.progress_done, 0)).toBe(600);
    expect(await app.mails(...people.map(({ id }) => id))).toHaveLength(600);
  });
});

describe('a mail that does not fit its template', () => {
  test('a mail that does not fit its template keeps no other mail back', async () => {
    const [broken, well] = [await app.user(), await app.user()];
    await app.tell(priceAlert(broken, 'longer than a symbol'), priceAlert(well));
    await app.makeDue();
    expect(await app.deliver()).toMatchObject({ status: 'succeeded' });
    expect(await app.mails(broken, well)).toHaveLength(1);
  });
});

describe('asking for a delivery', () => {
  const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
  const ask = (bucketMs = 3_600_000) => requestDelivery(app.em(), enqueue, bucketMs);
  const jobs = () => app.all<{ id: string }>(sql`select id from job where type = 'notification' order by id`);

  test('no delivery is asked for when nothing is due', async () => {
    await app.tell(priceAlert(await app.user()));
    expect(await ask()).toBeUndefined();
    expect(await jobs()).toEqual([]);
  });

  test('any number of workers ask for one job a period', async () => {
    await app.tell(priceAlert(await app.user()), priceAlert(await app.user()));
    await app.makeDue();
    const asked = await Promise.all(Array.from({ length: 8 }, () => ask()));
    expect(asked.filter((job) => job !== undefined)).toHaveLength(1);
    expect(await jobs()).toHaveLength(1);
  });

  test('one job that waits or runs is enough, until it makes no progress for two minutes', async () => {
    const user = await app.user();
    await app.tell(priceAlert(user));
    await app.makeDue();
    const first = await ask();
    expect(await ask(100)).toBeUndefined();
    await app.execute(
      sql`update job set dispatched_at = now(), progressed_at = now() - interval '121 seconds' where id = ${first?.id}`,
    );
    const second = await ask(100);
    expect(second?.id).toBeDefined();
    if (second) await app.deliver(second);
    expect(await app.mails(user)).toHaveLength(1);
  });

  test('mails that a job left behind are asked for in the next period', async () => {
    const user = await app.user();
    await app.tell(priceAlert(user));
    await app.makeDue();
    const first = await ask(100);
    await app.execute(sql`update job set status = 'failed', finished_at = now() where id = ${first?.id}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await ask(100))?.id).toBeDefined();
  });
});
