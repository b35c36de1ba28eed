import { sql } from 'kysely';
import { signReport } from '../../../../src/features/email/bounces/bounces.signature.ts';
import { row, rows } from '../../../../src/platform/db/sql.ts';
import { everything, fateOf, metBy, sentMail } from '../mails.ts';
import { createEmailApi, type EmailApi } from '../support.ts';

let api: EmailApi;
beforeAll(async () => {
  api = await createEmailApi();
});
afterAll(() => api.close());

const AT = '2026-01-02T03:04:05.000Z';
const seconds = () => Math.floor(Date.now() / 1_000);
const messageId = (id: string) => `<${id}@${api.config.mail.domain}>`;

async function send(
  body: Buffer | string,
  signature: string | null,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (signature !== null) headers['x-webhook-signature'] = signature;
  const answer = await fetch(`${api.url}/api/email/webhooks/bounce`, {
    method: 'POST',
    headers,
    body: new Uint8Array(Buffer.from(body)),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

const sign = (body: string | Buffer, time = seconds(), secret = api.config.mail.webhookSecret) =>
  signReport(secret, time, Buffer.from(body));

async function report(...events: Record<string, unknown>[]) {
  const body = JSON.stringify({ events: events.map((event) => ({ occurredAt: AT, ...event })) });
  return await send(body, sign(body));
}

const list = (address: string) =>
  rows<{ reason: string }>(
    api.em(),
    sql`select reason, message_id, note from email_suppression where address = ${address} order by reason`,
  );

describe('the signature', () => {
  const attempts = (body: string): [what: string, sent: string | Buffer, signature: string | null][] => {
    const good = sign(body);
    const mac = good.slice(good.indexOf('v1='));
    return [
      ['is missing', body, null],
      ['is empty', body, ''],
      ['is no signature', body, 'v1=abc'],
      ['is of another secret', body, sign(body, seconds(), 'another secret of at least 32 characters')],
      ['is of another time', body, `t=${seconds() + 7},${mac}`],
      ['is six minutes old', body, sign(body, seconds() - 360)],
      ['is six minutes ahead', body, sign(body, seconds() + 360)],
      ['is cut', body, good.slice(0, -1)],
      ['has a letter too many', body, `${good}0`],
      ['has another digit', body, good.slice(0, -1) + (good.endsWith('0') ? '1' : '0')],
      ['is for a body without its last byte', body.slice(0, -1), good],
      ['is for a body with one byte more', `${body} `, good],
      ['is for another body', body.replace('hard', 'soft'), good],
      ['is for other white space', JSON.stringify(JSON.parse(body), null, 1), good],
      ['is for text in another encoding', Buffer.from(body, 'utf16le'), good],
      ['has no body', '', good],
    ];
  };

  test('every byte needs a fresh signature: else the answer is 401 or 400, and nothing changes', async () => {
    const id = await sentMail(api, { address: 'unsigned@b.test' });
    const body = JSON.stringify({
      events: [{ type: 'bounce', kind: 'hard', messageId: messageId(id), occurredAt: AT }],
    });
    const before = await everything(api);
    for (const [what, sent, signature] of attempts(body)) {
      const { status, json } = await send(sent, signature);
      expect([what, status, json.code]).toEqual(
        what === 'has no body' ? [what, 400, 'invalid_request'] : [what, 401, 'invalid_signature'],
      );
    }
    expect(await everything(api)).toBe(before);
    expect((await send(body, sign(body, seconds() - 200))).status).toBe(200);
    expect(await metBy(api, id)).toEqual(['bounced_at']);
  });
});

describe('a hard bounce', () => {
  test('a hard bounce is noted at the mail, and its address gets no other mail', async () => {
    const id = await sentMail(api, { address: 'Hard@B.test' });
    const answer = await report({ type: 'bounce', kind: 'hard', messageId: messageId(id), reason: '550 5.1.1 gone' });
    expect(answer).toEqual({
      status: 200,
      json: {
        received: 1,
        hardBounces: 1,
        complaints: 0,
        softBounces: 0,
        suppressed: 1,
        rejected: [],
        unknownMessageIds: [],
      },
    });
    expect((await fateOf(api, id)).bounced_at).toEqual(new Date(AT));
    expect(await list('hard@b.test')).toEqual([{ reason: 'hard_bounce', message_id: id, note: '550 5.1.1 gone' }]);
  });

  test('a hard bounce counts for the address that the mail went to, whatever the report says', async () => {
    const id = await sentMail(api, { address: 'asked@b.test' });
    await report({ type: 'bounce', kind: 'hard', messageId: messageId(id), address: 'forwarded@c.test' });
    expect(await list('asked@b.test')).toHaveLength(1);
    expect(await list('forwarded@c.test')).toEqual([]);
  });

  test('a hard bounce reported again changes nothing, also when an admin took the address off the list', async () => {
    const id = await sentMail(api, { address: 'again@b.test' });
    const event = { type: 'bounce', kind: 'hard', messageId: messageId(id) };
    await report(event, event);
    expect(await list('again@b.test')).toHaveLength(1);
    const first = await fateOf(api, id);
    const again = await report({ ...event, occurredAt: '2026-02-02T00:00:00Z' });
    expect(again.json).toMatchObject({ received: 1, hardBounces: 0, suppressed: 0 });
    expect(await fateOf(api, id)).toEqual(first);
    await api.execute(sql`delete from email_suppression where address = 'again@b.test'`);
    await report(event);
    expect(await list('again@b.test')).toEqual([]);
  });

  test('a hard bounce dated tomorrow counts as of now', async () => {
    const id = await sentMail(api, { address: 'early@b.test' });
    await report({ type: 'bounce', kind: 'hard', messageId: messageId(id), occurredAt: '2999-01-01T00:00:00Z' });
    const { bounced_at: at } = await fateOf(api, id);
    expect(at?.getFullYear()).toBeLessThan(2999);
  });

  test('a hard bounce that has only an address suppresses it', async () => {
    const answer = await report({ type: 'bounce', kind: 'hard', address: 'Alone@B.test' });
    expect(answer.json).toMatchObject({ hardBounces: 0, suppressed: 1 });
    expect(await list('alone@b.test')).toEqual([{ reason: 'hard_bounce', message_id: null, note: null }]);
  });
});

test('a soft bounce is only counted', async () => {
  const id = await sentMail(api, { address: 'soft@b.test' });
  const answer = await report({ type: 'bounce', kind: 'soft', messageId: messageId(id) });
  expect(answer.json).toMatchObject({ softBounces: 1, hardBounces: 0, suppressed: 0 });
  expect(await metBy(api, id)).toEqual([]);
  expect(await list('soft@b.test')).toEqual([]);
});

test('a complaint is noted at the mail, beside a bounce of the same report', async () => {
  const id = await sentMail(api, { address: 'both@b.test' });
  const answer = await report(
    { type: 'complaint', messageId: messageId(id), reason: 'abuse' },
    { type: 'bounce', kind: 'hard', messageId: messageId(id), reason: 'gone' },
  );
  expect(answer.json).toMatchObject({ hardBounces: 1, complaints: 1, suppressed: 2 });
  expect(await metBy(api, id)).toEqual(['bounced_at', 'complained_at']);
  expect(await list('both@b.test')).toEqual([
    { reason: 'complaint', message_id: id, note: 'abuse' },
    { reason: 'hard_bounce', message_id: id, note: 'gone' },
  ]);
});

test('unknown mails are named, and do not keep the rest from being taken', async () => {
  const id = await sentMail(api, { address: 'rest@b.test' });
  const unknown = [
    '<01980000-0000-7000-8000-0000000000ff@vibe.localhost>',
    `<${id}@elsewhere.test>`,
    '<something@else.test>',
    'x'.repeat(900),
    `<${id}@vibe.localhost>\r\nBcc: all@b.test`,
  ];
  const answer = await report(
    ...unknown.map((one) => ({ type: 'bounce', kind: 'hard', messageId: one, address: 'unknown@b.test' })),
    { type: 'bounce', kind: 'hard', messageId: messageId(id) },
  );
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ received: 6, hardBounces: 1, unknownMessageIds: unknown });
  expect(await list('unknown@b.test')).toEqual([]);
  expect(await list('rest@b.test')).toHaveLength(1);
});

test('a reason with line breaks becomes a note of one line', async () => {
  const id = await sentMail(api, { address: 'lines@b.test' });
  const reason = '550 no\r\nBcc: all@b.test\u2028x';
  await report({ type: 'complaint', messageId: messageId(id), reason });
  const [entry] = await rows<{ note: string }>(
    api.em(),
    sql`select note from email_suppression where address = 'lines@b.test'`,
  );
  expect(entry?.note).toBe('550 no Bcc: all@b.test x');
});

test('a thousand events are taken at once, one more is refused', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => sentMail(api, { address: `many-${n}@b.test` })));
  const events = Array.from({ length: 1_000 }, (_, n) => ({
    type: n % 2 ? 'bounce' : 'complaint',
    ...(n % 2 ? { kind: 'hard' } : {}),
    messageId: messageId(ids[n % 20] ?? ''),
  }));
  expect((await report(...events)).json).toMatchObject({
    received: 1_000,
    hardBounces: 10,
    complaints: 10,
    suppressed: 20,
  });
  expect((await report(...events, ...events.slice(0, 1))).status).toBe(400);
});

test('two reports of the same mails at once are both taken', async () => {
  const ids = await Promise.all(Array.from({ length: 30 }, (_, n) => sentMail(api, { address: `twice-${n}@b.test` })));
  const events = ids.map((id) => ({ type: 'bounce', kind: 'hard', messageId: messageId(id) }));
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) => report(...(n % 2 ? events : events.toReversed()))),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect(answers.reduce((sum, { json }) => sum + Number(json.hardBounces), 0)).toBe(30);
  expect(
    await row(api.em(), sql`select count(*)::int as n from email_suppression where address like 'twice-%'`),
  ).toEqual({ n: 30 });
});

test.each([
  '2026-01-02T03:04:05+23:59',
  '2026-01-02T03:04:05-20:00',
  '9999-12-31T23:59:59-23:59',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
])('a bounce at %s is refused', async (occurredAt) => {
  const id = await sentMail(api, { address: 'far@b.test' });
  expect((await report({ type: 'bounce', kind: 'hard', messageId: messageId(id), occurredAt })).status).toBe(400);
  expect(await metBy(api, id)).toEqual([]);
});

test('the good events of a report are taken, and each bad one is named with its fault', async () => {
  const id = await sentMail(api, { address: 'good@b.test' });
  const answer = await report(
    { type: 'bounce', kind: 'hard', messageId: 'x' },
    { type: 'bounce', kind: 'hard', messageId: messageId(id) },
    { type: 'complaint', address: 'a@b.test', occurredAt: '0000-01-01T00:00:00Z' },
    { type: 'opened' },
  );
  expect(answer).toMatchObject({ status: 200, json: { received: 4, hardBounces: 1, complaints: 0 } });
  const rejected = answer.json.rejected as { index: number; errors: { field: string }[] }[];
  expect(rejected.map(({ index, errors }) => [index, errors[0]?.field])).toEqual([
    [0, 'body.events[0].messageId'],
    [2, 'body.events[2].occurredAt'],
    [3, 'body.events[3].type'],
  ]);
  expect(await metBy(api, id)).toEqual(['bounced_at']);
});

test.each([
  [{ type: 'bounce', messageId: '<a@b.test>' }, 'body.events[0].kind'],
  [{ type: 'bounce', kind: 'hard' }, 'body.events[0].messageId'],
  [{ type: 'delivered', messageId: '<a@b.test>' }, 'body.events[0].type'],
  [{ type: 'complaint', address: 'a@b.test\r\nBcc: c@d.test' }, 'body.events[0].address'],
  [{ type: 'complaint', address: 'a@b.test', occurredAt: 'yesterday' }, 'body.events[0].occurredAt'],
  [{ type: 'complaint', address: 'a@b.test', also: 1 }, 'body.events[0].also'],
])('a signed report with a bad event (%j) names its field', async (event, field) => {
  const before = await everything(api);
  const answer = await report(event);
  expect(answer.status).toBe(400);
  expect((answer.json.errors as { field: string }[]).map((error) => error.field)).toContain(field);
  expect(await everything(api)).toBe(before);
});

describe('a report that is sent again', () => {
  const events = [
    { type: 'complaint', address: 'twice@b.test', occurredAt: AT },
    { type: 'bounce', kind: 'soft', address: 'twice@b.test', occurredAt: AT },
  ];

  test.each([
    ['with the signature of the first', 0],
    ['signed again', 1],
  ])('%s counts once, also after an admin took the address off the list', async (_what, later) => {
    const body = JSON.stringify({ events: [...events, { ...events[0], address: `${later}@b.test` }] });
    const first = await send(body, sign(body, seconds() - 2));
    expect(first).toMatchObject({ status: 200, json: { received: 3, softBounces: 1 } });
    await api.em().execute("delete from email_suppression where address like '%@b.test'");
    const again = await send(body, sign(body, seconds() - 2 + later));
    expect(again).toMatchObject({ status: 200, json: { received: 3, softBounces: 0, suppressed: 0, complaints: 0 } });
    expect(await list('twice@b.test')).toEqual([]);
  });

  test('a report is forgotten once no signature of it can be valid', async () => {
    const body = JSON.stringify({ events: [{ ...events[0], address: 'later@b.test' }] });
    await send(body, sign(body));
    const old = sql`update email_bounce_report set taken_at = now() - interval '11 minutes'`;
    await rows(api.em(), old);
    await report({ type: 'complaint', address: 'other@b.test' });
    expect(await rows(api.em(), sql`select from email_bounce_report`)).toHaveLength(1);
  });
});
