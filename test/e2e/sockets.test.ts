import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { type ApiClient, createApiClient, type Schemas } from '../../client/client.ts';
import { AccessTokens } from '../../src/features/accounts/sessions/access-tokens.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { run } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { publish } from '../../src/platform/realtime/publish.ts';
import { type CrowdApis, startCrowdApis } from '../support/crowd.ts';
import { ask } from '../support/http.ts';
import { type Program, startApi } from '../support/programs.ts';
import { connectSocket, type WsClient } from '../support/ws-client.ts';

let crowd: CrowdApis;
let first: Program;
let second: Program;
beforeAll(async () => {
  crowd = await startCrowdApis(2, { WS_TOKEN_CHECK_MS: '500', WS_RECONNECT_SPREAD_MS: '3000' });
  [first, second] = crowd.apis as [Program, Program];
}, 120_000);
afterAll(() => crowd.stop());

const SOCKETS = 1_000;

async function signUp(name: string): Promise<{ id: string; token: string; api: ApiClient }> {
  const email = `${name}@example.test`;
  const password = 'correct horse battery staple';
  const anonymous = createApiClient({ baseUrl: first.url });
  await anonymous.POST('/api/auth/signup', { body: { email, password, displayName: name } });
  const { data } = await anonymous.POST('/api/auth/login', { body: { email, password } });
  const token = data?.accessToken ?? '';
  const api = createApiClient({ baseUrl: first.url, token: () => token });
  const me = await api.GET('/api/users/me');
  return { id: me.data?.id ?? '', token, api };
}

async function welcomeJob(api: ApiClient): Promise<Schemas['Job']> {
  const { data } = await api.GET('/api/jobs');
  const [job] = data?.data ?? [];
  if (!job) throw new Error('no job');
  return job;
}

test('a thousand sockets on two processes get each message of their room exactly once', async () => {
  const clients: WsClient[] = [];
  while (clients.length < SOCKETS) {
    const urls = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? first.url : second.url));
    clients.push(...(await Promise.all(urls.map((url) => connectSocket(url, crowd.token)))));
  }
  for (const client of clients) expect(await client.subscribe(crowd.topic)).toMatchObject({ type: 'subscribed' });
  // The longest message of a room, and in several parts 22 KB, of characters of two to four bytes.
  const large = { n: 3, text: '🦊äß€'.repeat(2_000) };
  const messages: unknown[] = [await crowd.say('Hello, all of you'), await crowd.say('🦊äß€'.repeat(400))];
  await crowd.publish(large);
  messages.push(large, await crowd.say('Good-bye'));
  for (const client of clients) {
    // A second copy would be in front of what comes next.
    for (const message of messages) expect((await client.next('event')).data).toEqual(message);
    expect(client.pending).toEqual([]);
    client.ws.terminate();
  }
}, 120_000);

describe('a job', () => {
  test('a job on a socket is shown as GET shows it, at the subscription and whenever it has changed', async () => {
    const ada = await signUp('ada');
    const { id } = await welcomeJob(ada.api);
    const shown = async () => (await ada.api.GET('/api/jobs/{jobId}', { params: { path: { jobId: id } } })).data;
    const change = async (set: ReturnType<typeof sql>) => {
      await run(crowd.em(), sql`update job set ${set} where id = ${id}`);
    };
    const client = await connectSocket(second.url, ada.token);
    await client.subscribe(`job:${id}`);
    const begin = await client.next('event');
    expect(begin).toMatchObject({ topic: `job:${id}`, event: 'job.updated', data: { status: 'queued' } });
    expect(begin.data).toEqual(await shown());

    await change(sql`status = 'running', started_at = now(), progress_done = 3, progress_total = 10`);
    expect((await client.next('event')).data).toMatchObject({ status: 'running', progress: { done: 3, total: 10 } });
    await change(sql`dispatched_at = now()`);
    await change(sql`updated_at = now()`);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await change(sql`status = 'succeeded', finished_at = now(), progress_done = 10`);
    const end = await client.next('event');
    expect(end.data).toEqual(await shown());
    expect(end.data).toMatchObject({ status: 'succeeded' });
    await client.close();
  });

  test('the job of another user is not found, like one that does not exist; admins see all', async () => {
    const [grace, eve] = [await signUp('grace'), await signUp('eve')];
    const { id } = await welcomeJob(grace.api);
    const client = await connectSocket(first.url, eve.token);
    const { id: _id, topic: _topic, ...theirs } = await client.subscribe(`job:${id}`);
    const { id: _otherId, topic: _otherTopic, ...nobodys } = await client.subscribe(`job:${newId()}`);
    expect(theirs).toEqual({ type: 'error', code: 'not_found' });
    expect(nobodys).toEqual(theirs);
    for (const topic of ["job:' or true--", 'job:1', 'metrics', `notifications:${grace.id}`]) {
      expect(await client.subscribe(topic)).toMatchObject({ type: 'error', code: 'not_found' });
    }
    const admin = await connectSocket(first.url, crowd.token);
    expect(await admin.subscribe(`job:${id}`)).toMatchObject({ type: 'subscribed' });
    await Promise.all([client.close(), admin.close()]);
  });
});

test('notifications on a socket are only those of its user', async () => {
  const [ivy, joe] = [await signUp('ivy'), await signUp('joe')];
  const clients = [await connectSocket(first.url, ivy.token), await connectSocket(second.url, joe.token)] as const;
  for (const client of clients) expect(await client.subscribe('notifications')).toMatchObject({ type: 'subscribed' });
  const tell = (userId: string, n: number) =>
    transact(crowd.em(), (tx) => publish(tx, { topic: `notifications:${userId}`, type: 'notification', data: { n } }));
  await tell(ivy.id, 1);
  await tell(joe.id, 2);
  expect(await clients[0].next('event')).toMatchObject({ topic: 'notifications', data: { n: 1 } });
  expect(await clients[1].next('event')).toMatchObject({ topic: 'notifications', data: { n: 2 } });
  for (const client of clients) {
    expect(client.pending).toEqual([]);
    await client.close();
  }
});

describe('a socket is closed', () => {
  test('a socket is closed when its session is logged out', async () => {
    const { token } = await signUp('leaver');
    const client = await connectSocket(second.url, token);
    await client.subscribe('notifications');
    expect((await ask('POST', `${first.url}/api/auth/logout`, { token })).status).toBe(204);
    // The other process may take it for good for five seconds more.
    expect(await client.closed).toEqual({ code: 4401, reason: 'invalid_token' });
  });

  test('a socket is closed when its token has expired, unless a fresh one came before', async () => {
    const { token } = await signUp('sleeper');
    const { sub = '', sid } = decodeJwt<{ sid: string }>(token);
    const short = await new AccessTokens({ ...loadConfig({}).auth, accessTokenTtlS: 2 }).sign(sub, sid);
    const [sleeps, renews] = [await connectSocket(first.url, short), await connectSocket(first.url, short)];
    renews.send({ type: 'auth', token });
    await renews.next('ready');
    expect(await sleeps.closed).toEqual({ code: 4401, reason: 'invalid_token' });
    expect(await renews.subscribe('notifications')).toMatchObject({ type: 'subscribed' });
    await renews.close();
  });

  test('a socket is closed when its process stops, and does not delay the stop', async () => {
    const third = await startApi({ ...crowd.env, HTTP_DRAIN_TIMEOUT_MS: '120000' });
    await third.ready();
    const clients = await Promise.all(Array.from({ length: 20 }, () => connectSocket(third.url, crowd.token)));
    await third.kill('SIGTERM'); // a socket that held it up would do so for two minutes
    for (const { closed } of clients) {
      const { code, reason } = await closed;
      expect(code).toBe(1001);
      expect(Number(/^reconnect_after_ms=(\d+)$/.exec(reason)?.[1])).toBeLessThanOrEqual(3_000);
    }
  });
});
