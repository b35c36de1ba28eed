import { Socket } from 'node:net';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { composeMail } from '../../../src/platform/mail/compose-mail.ts';
import { SmtpPool, type SmtpPoolOptions } from '../../../src/platform/mail/smtp-pool.ts';
import { type Behaviour, type ScriptedSmtpServer, startSmtpServer } from '../../support/smtp-server.ts';

let server: ScriptedSmtpServer;
let pools: SmtpPool[] = [];

beforeEach(async () => {
  server = await startSmtpServer();
});

afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  pools = [];
  await server.close();
});

function poolTo(url: string, options: Partial<SmtpPoolOptions> = {}): SmtpPool {
  const pool = new SmtpPool({ url, maxConnections: 2, maxMessagesPerConnection: 100, ...options });
  pools.push(pool);
  return pool;
}

const mailTo = (address: string, text = 'hello') =>
  composeMail({
    id: `id-${address.split('@')[0]}`,
    domain: 'vibe.test',
    date: new Date(0),
    from: { name: 'Vibe', address: 'from@vibe.test' },
    to: { name: '', address },
    subject: 'A subject',
    html: `<p>${text}</p>`,
    text,
  });

async function outcomeOf(behaviour: Behaviour, deadlineMs = 2_000) {
  server.behave(behaviour);
  return await poolTo(server.url).send(await mailTo('a@b.test'), { deadlineMs });
}

test('an accepted message reports the words of the server and arrives with its Message-ID', async () => {
  expect(await outcomeOf('accept')).toEqual({ outcome: 'accepted', response: '250 2.0.0 queued' });
  expect(server.received).toMatchObject([{ from: 'from@vibe.test', to: 'a@b.test', messageId: '<id-a@vibe.test>' }]);
});

test('an envelope goes out in one system call, and a message with its end in another, whatever dots are in it', async () => {
  // Node leaves the buffers themselves in the list it is given.
  const together = jest.spyOn(Socket.prototype, '_writev' as never) as unknown as jest.Mock<(chunks: Buffer[]) => void>;
  await poolTo(server.url).send(await mailTo('a@b.test', 'hello\r\n.hidden\r\n..\r\n'), { deadlineMs: 2_000 });
  const writes = together.mock.calls.map(([chunks]) => Buffer.concat(chunks).toString());
  together.mockRestore();
  expect(writes).toEqual([
    expect.stringMatching(/^MAIL FROM/),
    expect.stringMatching(/^From: [\s\S]*\r\n\.\.hidden\r\n\.\.\.\r\n[\s\S]*\r\n\.\r\n$/),
  ]);
});

test.each([
  ['rcpt', '550 5.1.1 no such user', 'rejected'],
  ['dot', '554 5.7.1 spam', 'rejected'],
  ['mail', '553 5.1.8 sender refused', 'rejected'],
  ['data', '554 5.5.1 no', 'rejected'],
  ['rcpt', '451 4.3.0 later', 'deferred'],
  ['mail', '450 4.2.0 busy', 'deferred'],
  ['dot', '452 4.3.1 disk full', 'deferred'],
  ['greeting', '421 4.3.2 too many connections', 'deferred'],
  ['dot', '421 4.3.2 shutting down', 'deferred'],
] as const)('a refusal at %s with %s is %s', async (at, reply, outcome) => {
  const ofRecipient = outcome === 'rejected' && at === 'rcpt' ? { ofRecipient: true } : {};
  expect(await outcomeOf({ at, reply })).toEqual({ outcome, response: reply, ...ofRecipient });
});

test.each([
  ['close-at-greeting'],
  ['close-at-mail'],
  [{ at: 'greeting', reply: '554 5.3.2 no service here' }],
  [{ at: 'mail', reply: '530 5.7.0 authentication required' }],
] as const)('%j is certainly not sent', async (behaviour) => {
  expect(await outcomeOf(behaviour)).toMatchObject({ outcome: 'unreachable' });
  expect(server.received).toEqual([]);
});

test('a server that is not there is unreachable', async () => {
  const { url } = server;
  await server.close();
  expect(await poolTo(url).send(await mailTo('a@b.test'), { deadlineMs: 2_000 })).toMatchObject({
    outcome: 'unreachable',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
});

test('a server that never greets costs at most the deadline', async () => {
  expect(await outcomeOf('silent-at-greeting', 200)).toEqual({
    outcome: 'unreachable',
    reason: 'no connection within 200 ms',
  });
});

test('a mail that is given up while its connection is being opened is not sent when the server greets at last', async () => {
  server.behave('silent-at-greeting');
  const giveUp = new AbortController();
  const sent = poolTo(server.url).send(await mailTo('a@b.test'), { deadlineMs: 60_000, signal: giveUp.signal });
  while (server.open() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  giveUp.abort();
  expect(await sent).toEqual({ outcome: 'unreachable', reason: 'cancelled before it started' });
  while (server.open() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(server.received).toEqual([]);
}, 30_000);

test('a server that is silent after the dot leaves it uncertain at the deadline', async () => {
  expect(await outcomeOf('silent-after-dot', 200)).toEqual({ outcome: 'uncertain', reason: 'no answer within 200 ms' });
  expect(server.received).toHaveLength(1);
});

test('a connection that closes after the dot leaves it uncertain', async () => {
  expect(await outcomeOf('close-after-dot')).toMatchObject({ outcome: 'uncertain' });
});

test('a connection lost in the middle of a large message is certainly not sent', async () => {
  server.behave('close-mid-data');
  const mail = await mailTo('a@b.test', 'x'.repeat(3_000_000));
  expect(await poolTo(server.url).send(mail, { deadlineMs: 5_000 })).toMatchObject({ outcome: 'unreachable' });
  expect(server.received).toEqual([]);
});

test('nothing of an attempt that was given up arrives later', async () => {
  server.behave('silent-after-dot');
  await poolTo(server.url).send(await mailTo('a@b.test'), { deadlineMs: 100 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.open()).toBe(0);
});

test('connections are reused, also after a refused recipient', async () => {
  const pool = poolTo(server.url, { maxConnections: 1 });
  server.behave((to) => (to.startsWith('bad') ? { at: 'rcpt', reply: '550 5.1.1 unknown' } : 'accept'));
  const outcomes = [];
  for (const address of ['a@b.test', 'bad@b.test', 'c@b.test']) {
    outcomes.push((await pool.send(await mailTo(address), { deadlineMs: 2_000 })).outcome);
  }
  expect(outcomes).toEqual(['accepted', 'rejected', 'accepted']);
  expect(server.connections).toBe(1);
});

test('the pool works without pipelining, with refusals', async () => {
  const plain = await startSmtpServer({ pipelining: false });
  try {
    const pool = poolTo(plain.url, { maxConnections: 1 });
    plain.behave((to) => (to.startsWith('bad') ? { at: 'rcpt', reply: '550 5.1.1 unknown' } : 'accept'));
    const outcomes = [];
    for (const address of ['a@b.test', 'bad@b.test', 'c@b.test']) {
      outcomes.push((await pool.send(await mailTo(address), { deadlineMs: 2_000 })).outcome);
    }
    expect(outcomes).toEqual(['accepted', 'rejected', 'accepted']);
    expect(plain.connections).toBe(1);
  } finally {
    await plain.close();
  }
});

test('the pool opens no more connections than allowed, and none carries more messages than allowed', async () => {
  const pool = poolTo(server.url, { maxConnections: 3, maxMessagesPerConnection: 5 });
  server.delayMs = 5;
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, server.open());
  }, 1);
  const mails = await Promise.all(Array.from({ length: 40 }, (_, index) => mailTo(`u${index}@b.test`)));
  const outcomes = await Promise.all(mails.map((mail) => pool.send(mail, { deadlineMs: 5_000 })));
  clearInterval(watch);
  expect(outcomes.every((outcome) => outcome.outcome === 'accepted')).toBe(true);
  expect(new Set(server.received.map((mail) => mail.to)).size).toBe(40);
  expect(server.received).toHaveLength(40);
  // One that says good-bye may still be closing while its successor opens.
  expect(most).toBeLessThanOrEqual(6);
  const perConnection = Map.groupBy(server.received, (mail) => mail.connection);
  expect(Math.max(...[...perConnection.values()].map((mails) => mails.length))).toBeLessThanOrEqual(5);
});

test('waiting for a free connection counts into the deadline', async () => {
  const pool = poolTo(server.url, { maxConnections: 1 });
  server.behave('silent-after-dot');
  const busy = pool.send(await mailTo('a@b.test'), { deadlineMs: 600 });
  expect(await pool.send(await mailTo('c@b.test'), { deadlineMs: 100 })).toEqual({
    outcome: 'unreachable',
    reason: 'no free connection within 100 ms',
  });
  expect(await busy).toMatchObject({ outcome: 'uncertain' });
});

test('a connection that went stale while idle is replaced without an outcome of its own', async () => {
  const pool = poolTo(server.url, { maxConnections: 1 });
  await pool.send(await mailTo('a@b.test'), { deadlineMs: 2_000 });
  const { port } = server;
  await server.close();
  server = await startSmtpServer({ port });
  expect(await pool.send(await mailTo('c@b.test'), { deadlineMs: 2_000 })).toMatchObject({ outcome: 'accepted' });
});

test('a stale connection that only shows at MAIL is tried once more on a fresh one', async () => {
  const pool = poolTo(server.url, { maxConnections: 1 });
  await pool.send(await mailTo('a@b.test'), { deadlineMs: 2_000 });
  server.behave('close-at-mail');
  expect(await pool.send(await mailTo('c@b.test'), { deadlineMs: 2_000 })).toMatchObject({ outcome: 'unreachable' });
  expect(server.connections).toBe(2);
});

test('idle connections are closed after a while', async () => {
  const pool = poolTo(server.url, { idleCloseMs: 30 });
  await pool.send(await mailTo('a@b.test'), { deadlineMs: 2_000 });
  expect(server.open()).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(server.open()).toBe(0);
});

test('the pool logs in, and reports wrong credentials as its own problem, not as the recipient’s', async () => {
  const guarded = await startSmtpServer({ credentials: 'user:secret' });
  try {
    const good = poolTo(guarded.url);
    expect(await good.send(await mailTo('a@b.test'), { deadlineMs: 2_000 })).toMatchObject({ outcome: 'accepted' });
    const bad = poolTo(guarded.url.replace('secret', 'wrong'));
    expect(await bad.send(await mailTo('a@b.test'), { deadlineMs: 2_000 })).toEqual({
      outcome: 'unreachable',
      reason: '535 5.7.8 bad credentials',
    });
  } finally {
    await guarded.close();
  }
});

test('closing resets what is under way and refuses what comes later', async () => {
  const pool = poolTo(server.url);
  server.behave('silent-after-dot');
  const sending = pool.send(await mailTo('a@b.test'), { deadlineMs: 30_000 });
  while (server.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await pool.close();
  expect(await sending).toEqual({ outcome: 'uncertain', reason: 'the mail transport is closed' });
  expect(await pool.send(await mailTo('a@b.test'), { deadlineMs: 100 })).toMatchObject({ outcome: 'unreachable' });
});

test('a signal that has fired gives up before anything is sent', async () => {
  const outcome = await poolTo(server.url).send(await mailTo('a@b.test'), {
    deadlineMs: 1_000,
    signal: AbortSignal.abort(),
  });
  expect(outcome).toMatchObject({ outcome: 'unreachable' });
  expect(server.connections).toBe(0);
});

test('mail in bulk leaves a connection free, and a single mail does not wait for it', async () => {
  const pool = poolTo(server.url, { maxConnections: 4 });
  server.behave((to) => (to.startsWith('reader') ? 'silent-after-dot' : 'accept'));
  const readers = await Promise.all(Array.from({ length: 40 }, (_, index) => mailTo(`reader${index}@b.test`)));
  const stop = new AbortController();
  const bulk = readers.map((mail) => pool.send(mail, { deadlineMs: 60_000, signal: stop.signal, bulk: true }));
  while (server.received.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  const reset = await pool.send(await mailTo('reset@b.test'), { deadlineMs: 10_000 });
  expect(reset).toMatchObject({ outcome: 'accepted' });
  // all others hold what bulk may hold, and the reserved one is not used for bulk
  expect(server.received.map(({ to }) => to)).toEqual([
    expect.stringMatching(/^reader/),
    expect.stringMatching(/^reader/),
    expect.stringMatching(/^reader/),
    'reset@b.test',
  ]);
  stop.abort();
  await pool.close();
  const outcomes = (await Promise.all(bulk)).map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === 'uncertain')).toHaveLength(3);
  expect(outcomes.filter((outcome) => outcome === 'unreachable')).toHaveLength(37);
}, 30_000);

test('single mails pass those in bulk that wait, even at the only connection', async () => {
  const pool = poolTo(server.url, { maxConnections: 1 });
  server.delayMs = 20;
  const send = async (name: string, bulk: boolean) =>
    await pool.send(await mailTo(`${name}@b.test`), { deadlineMs: 30_000, bulk });
  const first = send('first', true);
  while (server.open() === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const mails = await Promise.all(['reader1', 'reader2'].map((name) => mailTo(`${name}@b.test`)));
  const waiting = mails.map((mail) => pool.send(mail, { deadlineMs: 30_000, bulk: true }));
  await Promise.all([first, ...waiting, send('single', false)]);
  const order = server.received.map(({ to }) => to.split('@')[0]);
  expect(order.indexOf('single')).toBeLessThan(order.indexOf('reader2'));
  expect(order).toHaveLength(4);
}, 60_000);

test('mails in bulk use every connection again after refusals and lost connections', async () => {
  const pool = poolTo(server.url, { maxConnections: 3, maxMessagesPerConnection: 4 });
  server.delayMs = 2;
  server.behave((to, tries) =>
    to.endsWith('3@b.test')
      ? { at: 'rcpt', reply: '550 5.1.1 unknown' }
      : to.endsWith('5@b.test') && tries === 0
        ? 'close-after-dot'
        : to.endsWith('7@b.test') && tries === 0
          ? 'close-at-mail'
          : 'accept',
  );
  const mails = await Promise.all(Array.from({ length: 60 }, (_, index) => mailTo(`u${index}@b.test`)));
  const outcomes = await Promise.all(mails.map((mail) => pool.send(mail, { deadlineMs: 60_000, bulk: true })));
  expect(outcomes.filter(({ outcome }) => outcome === 'accepted').length).toBeGreaterThanOrEqual(42);
  expect(outcomes.filter(({ outcome }) => outcome === 'rejected')).toHaveLength(6);
  expect(outcomes.filter(({ outcome }) => outcome === 'uncertain')).toHaveLength(6);
}, 90_000);
