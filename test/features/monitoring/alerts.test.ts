import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { DEFAULT_RULES } from '../../../src/features/monitoring/rules/default-rules.domain.ts';
import { electTick } from '../../../src/features/monitoring/rules/evaluation.queries.ts';
import { evaluate as evaluateOnce } from '../../../src/features/monitoring/rules/evaluation.service.ts';
import { seedRules } from '../../../src/features/monitoring/rules/rules.queries.ts';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { seriesName } from '../../../src/platform/metrics/sample.ts';
import type { ComposedPerson } from '../../support/composed-api.ts';
import { createMonitoringFixture, INSTANCE, type MonitoringFixture, setCpu } from './support.ts';

let fixture: MonitoringFixture;
let admin: ComposedPerson;
beforeAll(async () => {
  fixture = await createMonitoringFixture({ ALERT_EMAIL: 'ops@example.test' });
  admin = await fixture.person('admin');
});
afterAll(() => fixture.close());

const ask = (method: string, path: string, body?: unknown, token = admin.token) =>
  fixture.ask(method, `/api/monitoring${path}`, { token, ...(body === undefined ? {} : { body }) });
const evaluate = () => evaluateOnce(fixture.em(), []);
type Alert = {
  id: string;
  state: string;
  kind: string;
  value: number | null;
  endedBy: string;
  transitions: { kind: string }[];
};
const alerts = async (query = '') => (await ask('GET', `/alerts${query}`)).body.data as Alert[];

const RULE = {
  name: 'CPU is busy',
  metric: 'cpu_utilization',
  severity: 'warning',
  comparison: 'above',
  threshold: 0.8,
  clearThreshold: 0.6,
  forSeconds: 0,
  cooldownSeconds: 600,
};

const cpu = (value: number) => setCpu(fixture.em(), value);

beforeEach(async () => {
  const em = fixture.em();
  for (const table of ['rule', 'state', 'alert', 'transition', 'tick'])
    await run(em, sql`delete from ${sql.table(`monitor_${table}`)}`);
  await run(em, sql`delete from instance`);
  await run(em, sql`insert into instance (id, kind, host, pid) values (${INSTANCE}, 'api', 'here', 1)`);
});

test('a rule fires, is told apart by its series, and ends by itself', async () => {
  expect((await ask('POST', '/rules', RULE)).status).toBe(201);
  await cpu(0.5);
  expect(await evaluate()).toEqual({ opened: 0, ended: 0 });
  await cpu(0.9);
  expect(await evaluate()).toEqual({ opened: 1, ended: 0 });
  await cpu(0.7);
  expect(await evaluate()).toEqual({ opened: 0, ended: 0 });
  expect(await alerts('?state=active')).toMatchObject([
    { state: 'active', kind: 'fired', value: 0.9, labels: { instance: INSTANCE } },
  ]);
  await cpu(0.6);
  await evaluate();
  expect(await alerts('?state=past')).toMatchObject([
    { endedBy: 'recovered', endedValue: 0.6, transitions: [{ kind: 'fired' }, { kind: 'recovered' }] },
  ]);
});

test('a label with markup or of 100 kB is cut, and does not stop the evaluation', async () => {
  await ask('POST', '/rules', { ...RULE, metric: 'disk_used_ratio' });
  await cpu(0.9);
  const hostile = `<script>alert('1')</script>${'x'.repeat(100_000)}`;
  await run(
    fixture.em(),
    sql`update metric_sample set figures = jsonb_set(figures, '{gauges}', ${JSON.stringify({
      [seriesName('vibe_disk_used_ratio', { folder: `"}\\${hostile}` })]: 0.95,
      [seriesName('vibe_disk_used_ratio', { folder: 'data' })]: 0.95,
    })}::jsonb)`,
  );
  expect(await evaluate()).toEqual({ opened: 2, ended: 0 });
  const shown = await fixture.ask('GET', '/api/monitoring/alerts', { token: admin.token });
  expect(shown.headers.get('content-type')).toContain('application/json');
  const folders = (shown.body.data as { labels: { folder: string } }[]).map(({ labels }) => labels.folder);
  expect(folders.sort()).toEqual([`___${hostile}`.slice(0, 200), 'data']);
});

test('evaluators that race make each alert once, and one that is killed leaves nothing', async () => {
  await ask('POST', '/rules', RULE);
  await cpu(0.9);
  await run(
    fixture.em(),
    sql`create function refuse() returns trigger language plpgsql as 'begin raise exception ''killed''; end'`,
  );
  for (const table of ['monitor_state', 'monitor_alert', 'monitor_transition']) {
    await run(fixture.em(), sql`create trigger refuse before insert on ${sql.table(table)} execute function refuse()`);
    await expect(evaluate()).rejects.toThrow('killed');
    await run(fixture.em(), sql`drop trigger refuse on ${sql.table(table)}`);
    expect([await alerts(), await rows(fixture.em(), sql`select 1 from monitor_state`)]).toEqual([[], []]);
  }
  await Promise.all([evaluate(), evaluate(), evaluate()]);
  expect(await alerts()).toHaveLength(1);
  expect((await alerts())[0]?.transitions).toHaveLength(1);
  const elected = await Promise.all([1, 2, 3, 4].map(() => electTick(fixture.em())));
  expect(elected.filter(Boolean).length).toBeLessThanOrEqual(2);
  expect(elected.filter(Boolean).length).toBeGreaterThan(0);
});

test('resolving ends the alert and mutes the series; a condition that still holds afterwards is a new alert', async () => {
  await ask('POST', '/rules', RULE);
  await cpu(0.9);
  await evaluate();
  const [alert] = await alerts();
  const resolved = await ask('POST', `/alerts/${alert?.id}/resolve`);
  expect([resolved.status, resolved.body.endedBy]).toEqual([200, 'resolved']);
  expect(await evaluate()).toEqual({ opened: 0, ended: 0 });
  const again = await ask('POST', `/alerts/${alert?.id}/resolve`);
  expect([again.status, again.body.code]).toEqual([409, 'alert_ended']);
  await run(fixture.em(), sql`update monitor_state set muted_until = now() - interval '1 second'`);
  expect(await evaluate()).toEqual({ opened: 1, ended: 0 });
  expect((await alerts()).map(({ state }) => state)).toEqual(['active', 'past']);
});

test('an acknowledgement expires', async () => {
  await ask('POST', '/rules', RULE);
  await cpu(0.9);
  await evaluate();
  const [alert] = await alerts();
  const { status, body } = await ask('POST', `/alerts/${alert?.id}/acknowledge`, { minutes: 30 });
  expect(status).toBe(200);
  const minutes = (Date.parse(String(body.acknowledgedUntil)) - Date.now()) / 60_000;
  expect(Math.abs(minutes - 30)).toBeLessThan(5);
});

test('a process that stops takes its alerts along; one that falls silent does not', async () => {
  await ask('POST', '/rules', RULE);
  await cpu(0.9);
  await evaluate();
  await run(fixture.em(), sql`delete from metric_sample`);
  expect(await evaluate()).toEqual({ opened: 0, ended: 0 });
  await run(fixture.em(), sql`update instance set stopped_at = now()`);
  expect(await evaluate()).toEqual({ opened: 0, ended: 1 });
  expect((await alerts())[0]?.endedBy).toBe('ended');
});

test('default rules are there once, keep what was changed, and can be disabled but not deleted', async () => {
  await seedRules(fixture.em());
  const { body } = await ask('GET', '/rules?limit=100');
  const [first] = body.data as { id: string; key: string; runbook: string }[];
  expect((body.data as unknown[]).length).toBeGreaterThan(15);
  expect(first?.runbook).toBe(`/api/docs/runbook#alert-${first?.key}`);
  expect((await ask('PATCH', `/rules/${first?.id}`, { enabled: false })).status).toBe(200);
  await seedRules(fixture.em());
  const kept = (await ask('GET', '/rules?limit=100')).body.data as { id: string; enabled: boolean }[];
  expect(kept.find(({ id }) => id === first?.id)?.enabled).toBe(false);
  const refused = await ask('DELETE', `/rules/${first?.id}`);
  expect([refused.status, refused.body.code]).toEqual([409, 'default_rule']);
});

test('each default rule has its section in the runbook, to which a link leads', async () => {
  const runbook = await (await fetch(`${fixture.url}/api/docs/runbook`)).text();
  const sections = [...runbook.matchAll(/<h3 id="alert-([a-z-]+)">/g)].map(([, key]) => key);
  expect(sections).toEqual(DEFAULT_RULES.map(({ key }) => key));
});

test('a changed condition starts from nothing, a changed name does not, and a deleted rule takes its alerts along', async () => {
  const rule = (await ask('POST', '/rules', RULE)).body;
  await cpu(0.9);
  await evaluate();
  await ask('PATCH', `/rules/${rule.id}`, { name: 'Another name' });
  expect((await alerts())[0]?.state).toBe('active');
  await ask('PATCH', `/rules/${rule.id}`, { threshold: 0.85 });
  expect((await alerts())[0]?.endedBy).toBe('rule_changed');
  await evaluate();
  expect((await ask('DELETE', `/rules/${rule.id}`)).status).toBe(204);
  expect((await alerts()).map(({ endedBy }) => endedBy)).toEqual(['rule_changed', 'rule_changed']);
});

test('a rule is tried against the history before it is saved', async () => {
  await cpu(0.9);
  await run(fixture.em(), sql`update metric_sample set at = now() - interval '3 minutes'`);
  const { status, body } = await ask('POST', '/rules/try', { rule: { ...RULE, noData: 'ignore' } });
  expect(status).toBe(200);
  expect(body.transitions).toMatchObject([{ kind: 'fired', value: 0.9, labels: { instance: INSTANCE } }]);
  expect((await ask('GET', '/rules')).body.data).toEqual([]);
});

test.each([
  [{ clearThreshold: 0.9 }, 'body.clearThreshold'],
  [{ comparison: 'below', clearThreshold: 0.7 }, 'body.clearThreshold'],
  [{ metric: 'made_up' }, 'body.metric'],
  [{ forSeconds: -1 }, 'body.forSeconds'],
  [{ name: '' }, 'body.name'],
  [{ more: 1 }, 'body.more'],
])('a rule with %j is 400 and names the field', async (change, field) => {
  const { status, body } = await ask('POST', '/rules', { ...RULE, ...change });
  expect([status, (body.errors as { field: string }[])[0]?.field]).toEqual([400, field]);
});

describe('who may do what', () => {
  const id = '01980000-0000-7000-8000-0000000000ff';
  const routes: [string, string, unknown, number, 'read' | 'write'][] = [
    ['GET', '/metrics', undefined, 200, 'read'],
    ['GET', '/metrics/catalogue', undefined, 200, 'read'],
    ['GET', '/performance', undefined, 200, 'read'],
    ['GET', '/alerts', undefined, 200, 'read'],
    ['GET', '/rules', undefined, 200, 'read'],
    ['GET', `/rules/${id}`, undefined, 404, 'read'],
    ['POST', '/rules/try', { rule: RULE }, 200, 'read'],
    ['POST', '/rules', RULE, 201, 'write'],
    ['PATCH', `/rules/${id}`, { enabled: false }, 404, 'write'],
    ['DELETE', `/rules/${id}`, undefined, 404, 'write'],
    ['POST', `/alerts/${id}/resolve`, undefined, 404, 'write'],
    ['POST', `/alerts/${id}/acknowledge`, {}, 404, 'write'],
    ['POST', `/alerts/${id}/silence`, {}, 404, 'write'],
    ['GET', '/silences', undefined, 200, 'read'],
    ['GET', '/routes', undefined, 200, 'read'],
    ['POST', '/routes', { name: 'On call', severities: ['critical'], channels: ['email'] }, 201, 'write'],
    ['PATCH', `/routes/${id}`, { name: 'Another' }, 404, 'write'],
    ['DELETE', `/routes/${id}`, undefined, 404, 'write'],
    ['POST', '/silences', { severity: 'info', endsAt: new Date(Date.now() + 60_000).toISOString() }, 201, 'write'],
    ['PATCH', `/silences/${id}`, { comment: 'longer' }, 404, 'write'],
    ['DELETE', `/silences/${id}`, undefined, 404, 'write'],
  ];

  let user: ComposedPerson;
  let keys: { read: string; write: string };
  beforeAll(async () => {
    user = await fixture.person();
    keys = {
      read: await fixture.key(admin, 'monitoring:read'),
      write: await fixture.key(admin, 'monitoring:write'),
    };
  });

  test('the table names every route', () => {
    const served = fixture.api.app.routes.filter(({ path }) => path.startsWith('/api/monitoring'));
    const named = routes.map(([method, path]) => `${method} /api/monitoring${path.replace(id, ':id')}`);
    const wanted = served.map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/:\w+/, ':id')}`);
    expect(named.sort()).toEqual(wanted.sort());
  });

  test.each(routes)('%s %s', async (method, path, body, status, scope) => {
    const call = async (token?: string) =>
      (await fixture.ask(method, `/api/monitoring${path}`, { token, ...(body === undefined ? {} : { body }) })).status;
    expect([await call(), await call(user.token), await call(admin.token)]).toEqual([401, 403, status]);
    expect([await call(keys.read), await call(keys.write)]).toEqual(scope === 'read' ? [status, 403] : [403, status]);
  });
});
