import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { notificationTopics } from '../../../src/features/notifications/notification-topic.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { comment, follow, type Listener, like, listen, priceAlert } from '../../support/notifications.ts';
import { until } from '../../support/system.ts';
import { createNotificationsApi, type NotificationsApi } from './support.ts';

let app: NotificationsApi;
let listener: Listener;
beforeAll(async () => {
  app = await createNotificationsApi();
  listener = await listen(app.config.db.url);
});
afterAll(async () => {
  await listener.close();
  await app.close();
});

const heardBy = (userId: string, type: string) =>
  listener.heard.filter((event) => event.topic === `notifications:${userId}` && event.type === type);
const get = (user: string, query = '') => app.call('GET', `/api/notifications${query}`, { user });
const idsOf = (answer: { body: { data: { id: string }[] } }) => answer.body.data.map(({ id }) => id);
const eventsOf = (userId: string) =>
  app.all<{ name: string; properties: object }>(
    sql`select name, properties from event where user_id = ${userId} order by id`,
  );

describe('the list', () => {
  test('the list shows who did what, newest first, as a line and a link', async () => {
    const [user, actor] = [await app.user(), await app.user({ name: 'Jürgen' })];
    await app.tell(follow(user, actor));
    await app.tell(priceAlert(user));
    await app.tell(comment(user, actor, 'Nice'));
    const { status, body } = await get(user);
    expect(status).toBe(200);
    expect(body.data.map(({ text, actor: who }: { text: string; actor: object }) => [text, who])).toEqual([
      ['Jürgen commented on your post: “Nice”', { id: actor, displayName: 'Jürgen' }],
      ['Apple Inc. (AAPL) is above $220.00', null],
      ['Jürgen follows you now', { id: actor, displayName: 'Jürgen' }],
    ]);
    expect(body.data[1]).toMatchObject({ kind: 'price_alert', link: '/tickers/AAPL', readAt: null });
    expect(body.data[1].data).toMatchObject({ symbol: 'AAPL', price: 223.02 });
    expect(body.nextCursor).toBeNull();
  });

  test('pages stay right while some come and some go', async () => {
    const [user, actor] = [await app.user(), await app.user()];
    for (let n = 0; n < 7; n += 1) await app.tell(like(user, actor));
    const all = idsOf(await get(user));
    const first = await get(user, '?limit=3');
    await app.tell(like(user, actor));
    for (const gone of [all[2], all[4]]) await app.call('DELETE', `/api/notifications/${gone}`, { user });
    const second = await get(user, `?limit=3&cursor=${first.body.nextCursor}`);
    expect(idsOf(first)).toEqual(all.slice(0, 3));
    expect(idsOf(second)).toEqual([all[3], all[5], all[6]]);
    expect(second.body.nextCursor).toBeNull();
  });

  test('the list is filtered by kind and by what is unread', async () => {
    const [user, actor] = [await app.user(), await app.user()];
    await app.tell(like(user, actor));
    await app.tell(follow(user, actor));
    await app.tell(like(user, actor));
    const [newest] = idsOf(await get(user));
    await app.call('POST', `/api/notifications/${newest}/read`, { user });
    const kinds = async (query: string) => (await get(user, query)).body.data.map(({ kind }: { kind: string }) => kind);
    expect(await kinds('?kind=like')).toEqual(['like', 'like']);
    expect(await kinds('?unread=true')).toEqual(['follow', 'like']);
    expect(await kinds('?unread=true&kind=like')).toEqual(['like']);
    expect(await kinds('?unread=false')).toHaveLength(3);
  });

  test.each(['?kind=poke', '?unread=maybe', '?cursor=made-up', '?limit=0', '?userId=x'])(
    'the list refuses %s',
    async (query) => {
      const answer = await get(await app.user(), query);
      expect(answer.status).toBe(400);
      expect(answer.body.code).toBe('invalid_request');
    },
  );
});

describe('reading', () => {
  test('reading one notification keeps the time of the first reading, and tells the other sockets what is left', async () => {
    const [user, actor] = [await app.user(), await app.user()];
    await app.tell(like(user, actor), like(user, actor));
    const [id] = idsOf(await get(user));
    const first = await app.call('POST', `/api/notifications/${id}/read`, { user });
    const again = await app.call('POST', `/api/notifications/${id}/read`, { user });
    expect(first).toMatchObject({ status: 200, body: { id, readAt: expect.any(String) } });
    expect(again.body).toEqual(first.body);
    expect((await app.call('GET', '/api/notifications/unread-count', { user })).body).toEqual({
      count: 1,
      more: false,
    });
    await until(async () => heardBy(user, 'notification.read').length > 0, 5_000, 'told');
    expect(heardBy(user, 'notification.read').map(({ data }) => data)).toEqual([
      { notificationId: id, unread: { count: 1, more: false } },
    ]);
    expect(await eventsOf(user)).toEqual([{ name: 'notification.read', properties: { notificationId: id } }]);
  });

  test('reading all up to one leaves later ones unread, and says how many', async () => {
    const [user, other, actor] = [await app.user(), await app.user(), await app.user()];
    for (let n = 0; n < 4; n += 1) await app.tell(like(user, actor));
    await app.tell(like(other, actor));
    const [, second] = idsOf(await get(user));
    const read = () => app.call('POST', '/api/notifications/read', { user, body: { upTo: second } });
    expect((await read()).body).toEqual({ read: 3, unread: { count: 1, more: false } });
    expect((await read()).body).toEqual({ read: 0, unread: { count: 1, more: false } });
    expect((await app.call('GET', '/api/notifications/unread-count', { user: other })).body.count).toBe(1);
    await until(async () => heardBy(user, 'notification.read').length > 0, 5_000, 'told');
    expect(heardBy(user, 'notification.read')).toHaveLength(1);
    expect(await eventsOf(user)).toEqual([{ name: 'notification.read', properties: { upTo: second, count: 3 } }]);
  });

  test.each([{}, { upTo: 'x' }, { upTo: newId(), userId: newId() }])('reading refuses %j', async (body) => {
    const user = await app.user();
    expect((await app.call('POST', '/api/notifications/read', { user, body })).status).toBe(400);
  });

  test('a deleted notification is gone, and no longer counted', async () => {
    const [user, actor] = [await app.user(), await app.user()];
    await app.tell(like(user, actor));
    const [id] = idsOf(await get(user));
    expect((await app.call('DELETE', `/api/notifications/${id}`, { user })).status).toBe(204);
    expect((await app.call('DELETE', `/api/notifications/${id}`, { user })).status).toBe(404);
    expect((await app.call('GET', '/api/notifications/unread-count', { user })).body.count).toBe(0);
    await until(async () => heardBy(user, 'notification.deleted').length > 0, 5_000, 'told');
    expect(await eventsOf(user)).toEqual([{ name: 'notification.deleted', properties: { notificationId: id } }]);
  });
});

describe('who may', () => {
  const routes = (id: string): [string, string, object?][] => [
    ['GET', '/api/notifications'],
    ['GET', '/api/notifications/unread-count'],
    ['POST', '/api/notifications/read', { upTo: id }],
    ['POST', `/api/notifications/${id}/read`],
    ['DELETE', `/api/notifications/${id}`],
  ];

  test('notifications are closed without a token and to API keys', async () => {
    for (const [method, path, body] of routes(newId())) {
      expect((await app.call(method, path, { body })).status).toBe(401);
      expect((await app.call(method, path, { user: 'key', body })).status).toBe(403);
    }
  });

  test('other users, admins too, see and change none of a user’s notifications', async () => {
    const [owner, actor] = [await app.user(), await app.user()];
    await app.tell(like(owner, actor));
    const [id = ''] = idsOf(await get(owner));
    for (const user of [await app.user(), `admin.${await app.user()}`]) {
      const answers = [];
      for (const [method, path, body] of routes(id)) answers.push(await app.call(method, path, { user, body }));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404, 404]);
      expect(answers.slice(0, 3).map(({ body }) => body)).toEqual([
        { data: [], nextCursor: null },
        { count: 0, more: false },
        { read: 0, unread: { count: 0, more: false } },
      ]);
      const missing = await app.call('DELETE', `/api/notifications/${newId()}`, { user });
      expect(answers[4]?.body.detail).toBe(missing.body.detail);
    }
    expect((await get(owner)).body.data).toMatchObject([{ id, readAt: null }]);
  });

  test('the topic of notifications tells their owner only', async () => {
    const [person, other] = [newId(), newId()];
    const admits = (userId: string, kind: 'user' | 'api_key') => {
      const principal =
        kind === 'user'
          ? { kind, userId, role: 'admin' as const, sessionId: 's' }
          : { kind, userId, role: 'admin' as const, keyId: 'k', scopes: [] };
      return notificationTopics.admits(app.em(), principal, person);
    };
    expect(await admits(person, 'user')).toBe(true);
    expect(await admits(other, 'user')).toBe(false);
    expect(await admits(person, 'api_key')).toBe(false);
  });
});
