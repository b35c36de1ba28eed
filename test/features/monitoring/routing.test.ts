import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { CAUSE_METRICS, causeOf } from '../../../src/features/monitoring/rules/causes.domain.ts';
import { escalate, releaseHeld } from '../../../src/features/monitoring/rules/deliveries.queries.ts';
import { endAlerts, openAlerts } from '../../../src/features/monitoring/rules/evaluation.queries.ts';
import { evaluate } from '../../../src/features/monitoring/rules/evaluation.service.ts';
import { deliverOnce } from '../../../src/features/monitoring/telling/deliver.service.ts';
import { lineOf, type Notice } from '../../../src/features/monitoring/telling/notice.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { rows, run } from '../../../src/platform/db/sql.ts';
import type { ComposedPerson } from '../../support/composed-api.ts';
import { createMonitoringFixture, type MonitoringFixture, silent } from './support.ts';

const ALL = ['email', 'slack', 'webhook'];
let fixture: MonitoringFixture;
let admin: ComposedPerson;
beforeAll(async () => {
  fixture = await createMonitoringFixture({
    ALERT_EMAIL: 'ops@example.test',
    ALERT_SLACK_URL: 'https://hooks.example.test/slack',
    ALERT_WEBHOOK_URL: 'https://hooks.example.test',
    ALERT_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
  });
  admin = await fixture.person('admin');
});
afterAll(() => fixture.close());
beforeEach(async () => {
  for (const table of ['rule', 'route', 'state', 'alert', 'transition', 'delivery', 'silence'])
    await run(fixture.em(), sql`delete from ${sql.table(`monitor_${table}`)}`);
  await run(fixture.em(), sql`delete from metric_sample`);
});

const ask = (method: string, path: string, body?: unknown) =>
  fixture.ask(method, `/api/monitoring${path}`, { token: admin.token, ...(body === undefined ? {} : { body }) });
const route = { name: 'On call', severities: ['critical'], channels: ['slack'] };

interface Firing {
  id: string;
  rule_id: string;
  series: string;
}
async function fire(more: { severity?: string; cause?: string; metric?: string } = {}): Promise<Firing> {
  const { severity = 'critical', cause = null, metric = 'cpu_utilization' } = more;
  const alert = {
    id: newId(),
    rule_id: newId(),
    rule_key: null,
    rule_name: 'A rule',
    metric,
    severity,
    series: '',
    labels: {},
  };
  const rest = { kind: 'fired' as const, threshold: 1, value: 2, cause_rule_id: cause };
  await openAlerts(fixture.em(), [{ ...alert, ...rest }], new Date(), ALL);
  return alert;
}
const end = ({ rule_id, series }: Firing) =>
  endAlerts(fixture.em(), [{ rule_id, series, kind: 'recovered', value: 0 }], new Date());
/** As in `slack fired sent`, in the order of what happened. */
const states = async () =>
  (
    await rows<{ channel: string; kind: string; status: string }>(
      fixture.em(),
      sql`select d.channel, t.kind, d.status from monitor_delivery d join monitor_transition t on t.id = d.transition_id order by t.id, d.channel`,
    )
  ).map(({ channel, kind, status }) => `${channel} ${kind} ${status}`);

/** Tells what is due on a channel; what the channel was told. */
async function tell(channel: string, fails = false): Promise<string[]> {
  const lines: string[] = [];
  const take = async ({ changes }: Notice) => {
    if (fails) throw new Error('the receiver is away');
    lines.push(...changes.map(lineOf));
  };
  const channels = ALL.map((name) => ({ name, tell: take }));
  const deps = { em: fixture.em, channels, publicUrl: '', logger: silent };
  await deliverOnce(deps, { name: channel, tell: take });
  return lines;
}

test('a severity with a route is told there, another one everywhere', async () => {
  expect((await ask('POST', '/routes', route)).status).toBe(201);
  await fire();
  await fire({ severity: 'info' });
  expect(await states()).toEqual(['slack fired queued', ...ALL.map((name) => `${name} fired queued`)]);
});

test('a route that leads to no channel of this process is as if it were not there', async () => {
  await ask('POST', '/routes', route);
  const alert = {
    id: newId(),
    rule_id: newId(),
    rule_key: null,
    rule_name: 'A rule',
    metric: 'sockets',
    severity: 'critical',
  };
  const rest = { series: '', labels: {}, kind: 'fired' as const, threshold: 1, value: 2, cause_rule_id: null };
  await openAlerts(fixture.em(), [{ ...alert, ...rest }], new Date(), ['email']);
  expect(await states()).toEqual(['email fired queued']);
});

test('a route gathers changes for a while; what ended meanwhile is one line', async () => {
  await ask('POST', '/routes', { ...route, groupSeconds: 300 });
  const [first] = [await fire(), await fire()];
  await end(first as Firing);
  expect(await tell('slack')).toEqual([]);
  await run(fixture.em(), sql`update monitor_delivery set due_at = now()`);
  expect((await tell('slack')).map((line) => line.split(':')[0])).toEqual(['FIRING', 'recovered']);
  expect((await states()).sort()).toEqual(['slack fired merged', 'slack fired sent', 'slack recovered sent']);
});

test('when a channel has failed for two minutes the next one is told too, and its end', async () => {
  await ask('POST', '/routes', { ...route, nextChannels: ['slack', 'webhook', 'email'] });
  const alert = await fire();
  await tell('slack', true);
  expect(await states()).toEqual(['slack fired queued']);
  const later = () =>
    run(
      fixture.em(),
      sql`update monitor_delivery set created_at = created_at - interval '3 minutes', due_at = now() where status = 'queued'`,
    );
  await later();
  for (let round = 0; round < 2; round += 1) await tell('slack', true);
  expect(await states()).toEqual(['slack fired queued', 'webhook fired queued']);
  await later();
  await tell('webhook', true);
  expect(await tell('email')).toEqual([expect.stringMatching(/^FIRING: .*, since another channel fails$/)]);
  await end(alert);
  expect(await states()).toContain('email recovered queued');
});

test('an unacknowledged alert escalates once, again after an acknowledgement, not in a silence or after its end', async () => {
  await ask('POST', '/routes', { ...route, escalation: { afterSeconds: 60, channels: ['email', 'webhook'] } });
  const alert = await fire();
  const late = () => run(fixture.em(), sql`update monitor_alert set escalate_at = now() where escalate_at is not null`);
  await escalate(fixture.em(), ALL);
  expect(await states()).toEqual(['slack fired queued']);
  await ask('POST', '/silences', { severity: 'critical', endsAt: new Date(Date.now() + 60_000).toISOString() });
  await late();
  await escalate(fixture.em(), ALL);
  expect(await states()).toEqual(['slack fired queued']);
  await run(fixture.em(), sql`delete from monitor_silence`);
  await Promise.all([1, 2, 3].map(() => escalate(fixture.em(), ALL)));
  const escalated = ['email escalated queued', 'webhook escalated queued'];
  expect(await states()).toEqual(['slack fired queued', ...escalated]);
  expect(await tell('email')).toEqual([expect.stringMatching(/^STILL FIRING, not acknowledged: /)]);

  expect((await ask('POST', `/alerts/${alert.id}/acknowledge`, { minutes: 5 })).status).toBe(200);
  await escalate(fixture.em(), ALL);
  expect(await states()).toHaveLength(3);
  await late();
  await escalate(fixture.em(), ALL);
  expect(await states()).toHaveLength(5);
  await ask('POST', `/alerts/${alert.id}/acknowledge`, {});
  await end(alert);
  await late();
  await escalate(fixture.em(), ALL);
  expect((await states()).filter((state) => state.includes('escalated'))).toHaveLength(4);
});

test('an acknowledgement of what no route escalates escalates nothing', async () => {
  const alert = await fire();
  await ask('POST', `/alerts/${alert.id}/acknowledge`, { minutes: 5 });
  expect(await rows(fixture.em(), sql`select 1 from monitor_alert where escalate_at is not null`)).toEqual([]);
});

test('an alert that follows from another is recorded and counted, and told only once nothing explains it', async () => {
  const cause = await fire({ metric: 'temporal_up' });
  const [ended, lasting] = [await fire({ cause: cause.rule_id }), await fire({ cause: cause.rule_id })];
  expect(await tell('slack')).toEqual([expect.stringMatching(/; 2 alerts that follow from it are not told$/)]);
  await end(ended);
  await releaseHeld(fixture.em(), []);
  expect((await states()).filter((state) => state.startsWith('slack')).slice(1)).toEqual([
    'slack fired muted',
    'slack fired muted',
    'slack recovered muted',
  ]);
  await releaseHeld(fixture.em(), [ended.id, lasting.id]);
  expect(await tell('slack')).toEqual([expect.stringMatching(/^FIRING: .*, after what it followed from$/)]);
  await end(lasting);
  expect(await tell('slack')).toHaveLength(1);
});

test('a look mutes what a cause explains that fires, or may fire in a moment, or ended just now', async () => {
  const rule = { severity: 'critical', clearThreshold: 1, threshold: 1, cooldownSeconds: 0, noData: 'ignore' };
  await ask('POST', '/rules', {
    ...rule,
    name: 'Temporal',
    metric: 'temporal_up',
    comparison: 'below',
    forSeconds: 60,
  });
  await ask('POST', '/rules', {
    ...rule,
    name: 'Pollers',
    metric: 'task_queue_pollers',
    comparison: 'below',
    forSeconds: 0,
  });
  const look = async (up: number, pollers: number) => {
    const gauges = { vibe_temporal_up: up, 'vibe_task_queue_pollers{queue="bulk",kind="activity"}': pollers };
    await run(fixture.em(), sql`delete from metric_sample`);
    await run(
      fixture.em(),
      sql`insert into metric_sample (instance_id, figures) values ('00000000-0000-0000-0000-000000000000',
            ${JSON.stringify({ gauges, counters: {}, durations: {}, seconds: 10, sockets: 0, requests: 0, errors: 0, slow: [], latency: { first: 0, counts: [] } })}::jsonb)`,
    );
    await evaluate(fixture.em(), ['slack']);
  };
  await look(0, 0);
  expect(await states()).toEqual(['slack fired muted']);
  await run(fixture.em(), sql`update monitor_state set since = now() - interval '2 minutes' where status = 'pending'`);
  await look(0, 0);
  expect(await states()).toEqual(['slack fired muted', 'slack fired queued']);
  await look(1, 0);
  expect((await states()).filter((state) => state.endsWith('muted'))).toEqual(['slack fired muted']);
  await run(
    fixture.em(),
    sql`update monitor_alert set ended_at = now() - interval '10 minutes' where ended_at is not null`,
  );
  await look(1, 0);
  expect((await states()).filter((state) => state.endsWith('muted'))).toEqual([]);
});

test('an alert does not follow from itself, and an effect without its labels is not muted', () => {
  for (const metric of CAUSE_METRICS) {
    for (const labels of [{}, { dependency: 'postgres' }, { dependency: 'temporal' }, { kind: 'worker' }]) {
      expect(causeOf({ metric, labels }, [{ ruleId: 'r', metric, labels }])).toBeNull();
    }
  }
  const smtp = { ruleId: 'r', metric: 'dependency_up', labels: { dependency: 'smtp' } };
  expect(causeOf({ metric: 'smtp_refused_ratio', labels: {} }, [smtp])).toBe('r');
  expect(causeOf({ metric: 'http_error_ratio', labels: {} }, [smtp])).toBeNull();
});

test('routes are changed and deleted', async () => {
  const made = (await ask('POST', '/routes', route)).body;
  expect(made).toMatchObject({ ...route, nextChannels: [], groupSeconds: 0, escalation: null });
  const escalation = { afterSeconds: 600, channels: ['email'] };
  const changed = await ask('PATCH', `/routes/${made.id}`, { escalation, channels: ['webhook', 'slack'] });
  expect([changed.status, changed.body]).toMatchObject([200, { escalation, channels: ['webhook', 'slack'] }]);
  expect((await ask('GET', '/routes')).body.data).toMatchObject([{ id: made.id, name: 'On call' }]);
  expect((await ask('DELETE', `/routes/${made.id}`)).status).toBe(204);
  expect((await ask('DELETE', `/routes/${made.id}`)).status).toBe(404);
});

test.each([
  [{ channels: [] }, 'body.channels'],
  [{ channels: ['pigeon'] }, 'body.channels[0]'],
  [{ channels: ['slack', 'slack'] }, 'body.channels'],
  [{ severities: ['loud'] }, 'body.severities[0]'],
  [{ groupSeconds: 601 }, 'body.groupSeconds'],
  [{ escalation: { afterSeconds: 1, channels: ['email'] } }, 'body.escalation.afterSeconds'],
])('a route with %j is 400 and names the field', async (change, field) => {
  const { status, body } = await ask('POST', '/routes', { ...route, ...change });
  expect([status, (body.errors as { field: string }[])[0]?.field]).toEqual([400, field]);
  expect(await rows(fixture.em(), sql`select 1 from monitor_route`)).toEqual([]);
});
