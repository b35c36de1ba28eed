import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { endAlerts, openAlerts } from '../../../src/features/monitoring/rules/evaluation.queries.ts';
import { slackBody, webhookBody } from '../../../src/features/monitoring/telling/bodies.ts';
import { type Channel, channelNames, createChannels } from '../../../src/features/monitoring/telling/channels.ts';
import { deliverOnce } from '../../../src/features/monitoring/telling/deliver.service.ts';
import type { ToldChange } from '../../../src/features/monitoring/telling/notice.ts';
import { type Config, loadConfig } from '../../../src/platform/config.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { SmtpPool } from '../../../src/platform/mail/smtp-pool.ts';
import { isPublicAddress, postJson } from '../../../src/platform/outgoing/post.ts';
import { failingStatements } from '../../support/faults.ts';
import { type MailSink, startMailSink } from '../../support/mail-sink.ts';
import { createMonitoringFixture, type MonitoringFixture, silent } from './support.ts';

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Takes notices over HTTP, and answers what it is told to. */
async function startReceiver() {
  const received: Received[] = [];
  const state = { status: 200, headers: {} as Record<string, string> };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(state.status, state.headers).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { received, state, url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const KEY = Buffer.alloc(32, 7).toString('base64');
let fixture: MonitoringFixture;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let sink: MailSink;
let pool: SmtpPool;
let channels: Channel[] = [];
let config: Config;
beforeAll(async () => {
  fixture = await createMonitoringFixture();
  receiver = await startReceiver();
  sink = await startMailSink(0, { keep: true });
  config = loadConfig({
    ALERT_WEBHOOK_URL: `${receiver.url}/hook`,
    ALERT_WEBHOOK_SECRET: `whsec_${KEY}`,
    ALERT_SLACK_URL: `${receiver.url}/slack`,
    ALERT_EMAIL: 'ops@example.test',
    ALERT_ALLOW_PRIVATE: 'true',
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
  });
  pool = new SmtpPool(config.smtp);
  channels = createChannels(config, pool);
});
afterAll(async () => {
  await pool.close();
  await sink.close();
  receiver.close();
  await fixture.close();
});
beforeEach(async () => {
  receiver.received.length = 0;
  receiver.state.status = 200;
  for (const table of ['alert', 'transition', 'delivery'])
    await run(fixture.em(), sql`delete from ${sql.table(`monitor_${table}`)}`);
});

const HOSTILE = `<script>alert("x")</script> & 'quoted' ${'x'.repeat(100_000)}`;
const ruleId = newId();

async function fire(name = 'CPU is busy', series = ''): Promise<void> {
  const alert = {
    id: newId(),
    rule_id: ruleId,
    rule_key: 'cpu',
    rule_name: name,
    metric: 'cpu_utilization',
    severity: 'warning',
  };
  const names = channels.map((channel) => channel.name);
  await openAlerts(
    fixture.em(),
    [{ ...alert, series, labels: { instance: name }, kind: 'fired', threshold: 0.8, value: 0.9, cause_rule_id: null }],
    new Date(),
    names,
  );
}
const end = (series = '') =>
  endAlerts(fixture.em(), [{ rule_id: ruleId, series, kind: 'recovered', value: 0.5 }], new Date());
const deps = () => ({ em: fixture.em, channels, publicUrl: 'https://vibe.test', logger: silent });
const deliverAll = async () => await Promise.all(channels.map((channel) => deliverOnce(deps(), channel)));
const due = () =>
  run(fixture.em(), sql`update monitor_delivery set due_at = now() - interval '1 second' where status = 'queued'`);
const states = () =>
  rows(fixture.em(), sql`select channel, status, attempts from monitor_delivery order by channel, transition_id`);

const RUNBOOK = 'https://vibe.test/api/docs/runbook#alert-cpu';

test('a change is told once on each channel, signed for the webhook, with a link to the section of the runbook', async () => {
  expect(channels.map(({ name }) => name)).toEqual(channelNames(config));
  await fire();
  await Promise.all([deliverAll(), deliverAll()]);
  expect(receiver.received.map(({ path }) => path).sort()).toEqual(['/hook', '/slack']);
  const hook = receiver.received.find(({ path }) => path === '/hook');
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = hook?.headers ?? {};
  const expected = createHmac('sha256', Buffer.from(KEY, 'base64'))
    .update(`${id}.${at}.${hook?.body}`)
    .digest('base64');
  expect(signature).toBe(`v1,${expected}`);
  expect(JSON.parse(hook?.body ?? '')).toMatchObject({
    version: '4',
    status: 'firing',
    alerts: [{ status: 'firing', labels: { alertname: 'CPU is busy' }, annotations: { runbook: RUNBOOK } }],
  });
  const slack = receiver.received.find(({ path }) => path === '/slack')?.body ?? '';
  expect(JSON.parse(slack)).toMatchObject({ blocks: [{ fields: [{ text: `<${RUNBOOK}|Runbook>` }] }] });
  const mail = sink.messages.at(-1)?.toString() ?? '';
  for (const part of ['To: ops@example.test', 'FIRING: CPU is busy', RUNBOOK]) expect(mail).toContain(part);
  expect(await states()).toEqual(
    ['email', 'slack', 'webhook'].map((channel) => ({ channel, status: 'sent', attempts: 1 })),
  );
});

const hooks = () =>
  receiver.received
    .filter(({ path }) => path === '/hook')
    .map(({ headers, body }) => ({ id: headers['webhook-id'], ...(JSON.parse(body) as { status: string }) }));

test('a channel that is away loses nothing, keeps its id, and holds up no other', async () => {
  receiver.state.status = 500;
  await fire();
  await deliverAll();
  expect(await states()).toMatchObject([{ status: 'sent' }, { status: 'queued' }, { status: 'queued' }]);
  receiver.state.status = 200;
  await due();
  await deliverAll();
  expect(hooks()).toMatchObject([{ status: 'firing' }, { status: 'firing' }]);
  expect(hooks()[1]?.id).toBe(hooks()[0]?.id);
  expect((await states()).map((row) => (row as { status: string }).status)).toEqual(Array(3).fill('sent'));
});

test('a notice whose process dies before it records the delivery is sent again under the same id', async () => {
  await fire();
  const fault = failingStatements(fixture.em, { matching: /set status = 'sent'/, when: () => true });
  const webhook = channels.find(({ name }) => name === 'webhook') as Channel;
  await expect(deliverOnce({ ...deps(), em: fault.em }, webhook)).rejects.toThrow('Connection terminated');
  expect(fault.injected).toBe(1);
  expect(await deliverOnce(deps(), webhook)).toBe(false);
  await due();
  expect(await deliverOnce(deps(), webhook)).toBe(true);
  expect(new Set(hooks().map(({ id }) => id)).size).toBe(1);
  expect(hooks()).toHaveLength(2);
});

test('an end whose start was not taken says when it started, and a start under way comes before its end', async () => {
  receiver.state.status = 500;
  await fire();
  await deliverAll();
  await end();
  receiver.state.status = 200;
  await run(
    fixture.em(),
    sql`update monitor_delivery set lease_until = now() + interval '1 minute' where channel = 'webhook' and status = 'queued'`,
  );
  await due();
  await deliverAll();
  expect(hooks()).toMatchObject([{ status: 'firing' }]);
  await run(fixture.em(), sql`update monitor_delivery set lease_until = null`);
  for (let round = 0; round < 2; round += 1) await deliverAll();
  expect(hooks()).toMatchObject([{ status: 'firing' }, { status: 'resolved' }]);
  expect(await states()).toEqual(
    expect.arrayContaining([expect.objectContaining({ channel: 'webhook', status: 'merged' })]),
  );
});

test('a receiver that asks for a pause gets it', async () => {
  Object.assign(receiver.state, { status: 429, headers: { 'retry-after': '120' } });
  await fire();
  await deliverAll();
  const [slack] = await rows<{ wait: number }>(
    fixture.em(),
    sql`select extract(epoch from due_at - now())::float8 as wait from monitor_delivery where channel = 'slack'`,
  );
  expect(slack?.wait).toBeGreaterThan(60);
  receiver.state.headers = {};
});

test('many changes are one notice, and what does not fit is counted', async () => {
  for (let i = 0; i < 120; i += 1) await fire('CPU is busy', `{instance="${i}"}`);
  await deliverAll();
  expect(receiver.received).toHaveLength(2);
  const hook = JSON.parse(receiver.received.find(({ path }) => path === '/hook')?.body ?? '') as {
    truncatedAlerts: number;
  };
  expect(hook.truncatedAlerts).toBe(70);
});

test('hostile text is cut and inert on every channel', async () => {
  await fire(HOSTILE);
  await deliverAll();
  for (const { body } of receiver.received) expect(body.length).toBeLessThan(13_000);
  const hook = JSON.parse(receiver.received.find(({ path }) => path === '/hook')?.body ?? '') as {
    alerts: { labels: Record<string, string>; annotations: { summary: string } }[];
  };
  const told = [...Object.values(hook.alerts[0]?.labels ?? {}), hook.alerts[0]?.annotations.summary ?? ''];
  expect(told.filter((text) => text.length > 700)).toEqual([]);
  const slack = receiver.received.find(({ path }) => path === '/slack')?.body ?? '';
  expect([slack.includes('<script>'), slack.includes('&lt;script&gt;')]).toEqual([false, true]);
  const mail = sink.messages.at(-1)?.toString() ?? '';
  expect(mail.length).toBeLessThan(20_000);
  const html = mail.slice(mail.indexOf('text/html'));
  expect([html.includes('<script>'), html.includes('&lt;script&gt;')]).toEqual([false, true]);
});

test('bodies of thousands of changes stay within what receivers take', () => {
  const change: ToldChange = {
    transition_id: newId(),
    alert_id: newId(),
    rule_key: null,
    rule_name: HOSTILE,
    metric: 'cpu_utilization',
    severity: 'warning',
    series: '',
    labels: { a: HOSTILE },
    kind: 'fired',
    at: new Date(),
    value: 1,
    threshold: 0.8,
    fired_at: new Date(),
    held_by: null,
    muted: 0,
  };
  const notice = { id: newId(), at: new Date(), changes: Array(3_000).fill(change) as ToldChange[], publicUrl: '' };
  expect(slackBody(notice).length).toBeLessThan(13_200);
  expect((JSON.parse(slackBody(notice)) as { blocks: unknown[] }).blocks.length).toBeLessThanOrEqual(50);
  expect(webhookBody(notice).length).toBeLessThan(100_000);
});

test.each([
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['169.254.169.254', false],
  ['192.168.1.1', false],
  ['::1', false],
  ['::ffff:127.0.0.1', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

test('no request leaves for a private address, also behind a name, unless it is allowed', async () => {
  const { port } = new URL(receiver.url);
  for (const url of [receiver.url, `http://localhost:${port}`, `http://[::1]:${port}`]) {
    await expect(postJson({ url, body: '{}', headers: {}, allowPrivate: false })).rejects.toThrow('private address');
  }
  expect(receiver.received).toEqual([]);
  expect((await postJson({ url: receiver.url, body: '{}', headers: {}, allowPrivate: true })).status).toBe(200);
});
