import { sql } from 'kysely';
import { row } from '../../src/platform/db/sql.ts';
import { type ComposedApi, composedApi, personOf } from '../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { type Answer, ask } from '../support/http.ts';

/** The rules of texts and of symbols hold in every field that takes them, not only where somebody met them first. */

let database: TestDatabase;
let api: ComposedApi;
let url: string;
let token: string;
let guest: { id: string; token: string };
const ids: Record<'post' | 'comment' | 'room' | 'message' | 'alert', string> = {
  post: '',
  comment: '',
  room: '',
  message: '',
  alert: '',
};
beforeAll(async () => {
  database = await createDatabase();
  api = composedApi(database.url);
  ({ url } = await api.app.listen());
  ({ token } = await personOf(api.em(), url, 'admin', 'admin'));
  guest = await personOf(api.em(), url, 'guest', 'user');
  await call('POST', '/api/market/assets', { symbol: 'NVDA', name: 'Nvidia', kind: 'stock', currency: 'USD' });
  const made = async (path: string, body: unknown) => String((await call('POST', path, body)).body.id);
  ids.post = await made('/api/posts', { body: 'A post', sentiment: 'neutral' });
  ids.comment = await made(`/api/posts/${ids.post}/comments`, { body: 'A comment' });
  ids.room = await made('/api/rooms', { name: 'A room', visibility: 'public' });
  ids.message = await made(`/api/rooms/${ids.room}/messages`, { text: 'A message' });
  ids.alert = await made('/api/alerts', { symbol: 'NVDA', condition: 'above', threshold: 1 });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const call = (method: string, path: string, body?: unknown) => ask(method, `${url}${path}`, { token, body });

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
const CONTENT = { subject: 'S', preview: 'P', title: 'T', body: 'B' };
const campaign = (content: object) => ({
  name: 'A campaign',
  content: { ...CONTENT, ...content },
  audience: { kind: 'list', recipients: [{ address: 'ada@example.com' }] },
  sendAt: TOMORROW,
});
const mail = (data: object) => ({
  template: 'announcement',
  to: { address: 'ada@example.com' },
  sendAt: TOMORROW,
  data: { ...CONTENT, displayName: 'Ada', ...data },
});
const campaignSaid = async (answer: Answer) =>
  ((await call('GET', `/api/email/campaigns/${answer.body.id}`)).body.content as { body: string }).body;
const mailSaid = async ({ body: { id } }: Answer) =>
  (await row<{ said: string }>(api.em(), sql`select data->>'body' as said from email_message where job_id = ${id}`))
    ?.said;

type Said = (answer: Answer) => unknown;
/** Every field of several lines: how it is sent, what it is called, and what was stored. */
const FIELDS: [what: string, field: string, send: (text: string) => Promise<Answer>, said: Said][] = [
  [
    'a post',
    'body.body',
    (body) => call('POST', '/api/posts', { body, sentiment: 'neutral' }),
    ({ body }) => body.body,
  ],
  ['an edited post', 'body.body', (body) => call('PATCH', `/api/posts/${ids.post}`, { body }), ({ body }) => body.body],
  [
    'a comment',
    'body.body',
    (body) => call('POST', `/api/posts/${ids.post}/comments`, { body }),
    ({ body }) => body.body,
  ],
  [
    'an edited comment',
    'body.body',
    (body) => call('PATCH', `/api/comments/${ids.comment}`, { body }),
    ({ body }) => body.body,
  ],
  [
    'a message',
    'body.text',
    (text) => call('POST', `/api/rooms/${ids.room}/messages`, { text }),
    ({ body }) => body.text,
  ],
  [
    'an edited message',
    'body.text',
    (text) => call('PATCH', `/api/rooms/${ids.room}/messages/${ids.message}`, { text }),
    ({ body }) => body.text,
  ],
  [
    'an alert',
    'body.note',
    (note) => call('POST', '/api/alerts', { symbol: 'NVDA', condition: 'above', threshold: 1e9, note }),
    ({ body }) => body.note,
  ],
  [
    'an edited alert',
    'body.note',
    (note) => call('PATCH', `/api/alerts/${ids.alert}`, { note }),
    ({ body }) => body.note,
  ],
  [
    'an invitation of a user',
    'body.message',
    async (message) => {
      const { body } = await call('GET', `/api/rooms/${ids.room}/invitations`);
      for (const { id } of body.data as { id: string }[])
        await call('DELETE', `/api/rooms/${ids.room}/invitations/${id}`);
      return await call('POST', `/api/rooms/${ids.room}/invitations`, { to: { userId: guest.id }, message });
    },
    ({ body }) => body.message,
  ],
  [
    'an invitation of an address',
    'body.message',
    (message) => call('POST', `/api/rooms/${ids.room}/invitations`, { to: { email: newAddress() }, message }),
    ({ body }) => body.message,
  ],
  ['a campaign', 'body.content.body', (body) => call('POST', '/api/email/campaigns', campaign({ body })), campaignSaid],
  ['a mail', 'body.data.body', (body) => call('POST', '/api/email/send', mail({ body })), mailSaid],
];

let addresses = 0;
function newAddress(): string {
  addresses += 1;
  return `invited${addresses}@example.com`;
}

describe.each(FIELDS)('the text of %s', (_what, field, send, said) => {
  test.each([
    ['one\r\ntwo', 'one\ntwo'],
    ['one\rtwo', 'one\ntwo'],
    ['NVDA\t120\r\nAMD\t90\n', 'NVDA\t120\nAMD\t90'],
  ])('a text of several lines, %j, is taken as %j', async (text, stored) => {
    const answer = await send(text);
    expect([answer.body.errors, Math.floor(answer.status / 100)]).toEqual([undefined, 2]);
    expect(await said(answer)).toBe(stored);
  });

  test.each(['\u200b', '\u3164\r\n\u3164', '\u2800\t\u2800', '\u00ad\u2060', 'turned \u202e around', 'bell\u0007'])(
    'a text of several lines, %j, is refused',
    async (text) => {
      const answer = await send(text);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
      expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
    },
  );
});

/** Fields of one line. */
const LINES: [method: string, path: () => string, body: (text: string) => unknown, field: string][] = [
  ['POST', () => '/api/rooms', (name) => ({ name, visibility: 'public' }), 'body.name'],
  ['PATCH', () => `/api/rooms/${ids.room}`, (description) => ({ description }), 'body.description'],
  ['POST', () => '/api/watchlists', (name) => ({ name }), 'body.name'],
  ['POST', () => '/api/market/assets', (name) => ({ symbol: 'NEW', name }), 'body.name'],
  ['PATCH', () => `/api/users/${guest.id}`, (displayName) => ({ displayName }), 'body.displayName'],
  ['POST', () => '/api/auth/signup', (displayName) => ({ displayName, email: 'new@example.com' }), 'body.displayName'],
  ['POST', () => `/api/users/${guest.id}/api-keys`, (name) => ({ name, scopes: ['files:read'] }), 'body.name'],
  ['POST', () => '/api/email/campaigns', (title) => campaign({ title }), 'body.content.title'],
  ['POST', () => '/api/email/campaigns', (subject) => campaign({ subject }), 'body.content.subject'],
  ['POST', () => '/api/email/send', (title) => mail({ title }), 'body.data.title'],
];

describe.each(LINES)('%s with a line of text', (method, path, body, field) => {
  test.each(['\u200b', '\u3164', '\u2800 \u2800', 'two\nlines', 'turned \u202e around'])(
    'a text of one line, %j, is refused',
    async (text) => {
      const answer = await call(method, path(), body(text));
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
    },
  );
});

describe.each(['es=f', '7203.T', '^gspc', 'btc-usd'])('the symbol %s', (written) => {
  const symbol = written.toUpperCase();
  beforeAll(async () => {
    await call('POST', '/api/market/assets', { symbol: written, name: symbol, kind: 'index' });
  });

  test('a symbol is one for prices', async () => {
    const stored = await call('POST', '/api/market/prices', [
      { symbol: written, at: '2026-01-05T14:30:00Z', price: 7 },
    ]);
    expect([stored.status, stored.body.errors]).toEqual([200, undefined]);
    expect((await call('GET', `/api/market/${encodeURIComponent(written)}`)).body).toMatchObject({ symbol, price: 7 });
  });

  test('a symbol is one for alerts and watchlists', async () => {
    const alert = await call('POST', '/api/alerts', { symbol: written, condition: 'above', threshold: 9 });
    expect([alert.status, alert.body.symbol]).toEqual([201, symbol]);
    const list = await call('POST', '/api/watchlists', { name: symbol });
    const path = `/api/watchlists/${list.body.id}/assets/${encodeURIComponent(written)}`;
    expect(Math.floor((await call('PUT', path)).status / 100)).toBe(2);
  });

  test('a symbol is one for mails', async () => {
    const met = { symbol, condition: 'above', threshold: 9, price: 10, currency: 'USD' };
    const data = { displayName: 'Ada', ...met, triggeredAt: '2026-01-05T14:30:00Z', url: 'https://vibe.example/a' };
    const answer = await call('POST', '/api/email/send', { ...mail({}), template: 'price-alert', data });
    expect([answer.status, answer.body.errors]).toEqual([202, undefined]);
  });
});
