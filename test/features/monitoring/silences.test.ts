import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { evaluate } from '../../../src/features/monitoring/rules/evaluation.service.ts';
import { deliverOnce } from '../../../src/features/monitoring/telling/deliver.service.ts';
import { lineOf } from '../../../src/features/monitoring/telling/notice.ts';
import { rows, run } from '../../../src/platform/db/sql.ts';
import type { ComposedPerson } from '../../support/composed-api.ts';
import { createMonitoringFixture, INSTANCE, type MonitoringFixture, setCpu, silent } from './support.ts';

let fixture: MonitoringFixture;
let admin: ComposedPerson;
let ruleId = '';
beforeAll(async () => {
  fixture = await createMonitoringFixture();
  admin = await fixture.person('admin');
});
afterAll(() => fixture.close());

const ask = (method: string, path: string, body?: unknown) =>
  fixture.ask(method, `/api/monitoring${path}`, { token: admin.token, ...(body === undefined ? {} : { body }) });
const look = (value: number) => setCpu(fixture.em(), value).then(async () => await evaluate(fixture.em(), ['webhook']));
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

interface Alert {
  id: string;
  silencedUntil: string | null;
  transitions: { kind: string; told: { status: string }[] }[];
}
const alerts = async () => (await ask('GET', '/alerts')).body.data as Alert[];
/** What became of each change, oldest alert first. */
const states = async () =>
  (await alerts())
    .reverse()
    .flatMap(({ transitions }) => transitions.map(({ kind, told }) => `${kind} ${told.map(({ status }) => status)}`));
const expire = () =>
  run(
    fixture.em(),
    sql`update monitor_silence set starts_at = now() - interval '2 s', ends_at = now() - interval '1 s'`,
  );

/** Lines that leave now. */
async function told(): Promise<string[]> {
  const lines: string[] = [];
  const tell = async ({ changes }: { changes: readonly Parameters<typeof lineOf>[0][] }) => {
    lines.push(...changes.map(lineOf));
  };
  const deps = { em: fixture.em, channels: [], publicUrl: '', logger: silent };
  while (await deliverOnce(deps, { name: 'webhook', tell })) continue;
  return lines;
}

beforeEach(async () => {
  const em = fixture.em();
  for (const table of ['rule', 'state', 'alert', 'transition', 'tick', 'delivery', 'silence'])
    await run(em, sql`delete from ${sql.table(`monitor_${table}`)}`);
  await run(em, sql`delete from instance`);
  await run(em, sql`insert into instance (id, kind, host, pid) values (${INSTANCE}, 'api', 'here', 1)`);
  const rule = { name: 'CPU is busy', metric: 'cpu_utilization', severity: 'warning', comparison: 'above' };
  const made = await ask('POST', '/rules', {
    ...rule,
    threshold: 0.8,
    clearThreshold: 0.6,
    forSeconds: 0,
    cooldownSeconds: 0,
  });
  ruleId = String(made.body.id);
});

test('a silenced alert fires, is recorded as silenced, and is told at the end of the silence if it still fires', async () => {
  const { status, body } = await ask('POST', '/silences', { ruleId, endsAt: inMinutes(10), comment: 'a deployment' });
  expect([status, body]).toMatchObject([201, { state: 'active', ruleId, labels: {}, comment: 'a deployment' }]);
  await look(0.9);
  expect([await states(), await told()]).toEqual([['fired silenced'], []]);
  expect((await alerts())[0]?.silencedUntil).toBe(body.endsAt);
  await expire();
  await look(0.9);
  expect(await told()).toEqual([expect.stringMatching(/^FIRING: CPU is busy .* since .*, was silenced$/)]);
  await look(0.9);
  expect([await states(), await told()]).toEqual([['fired sent'], []]);
  expect((await alerts())[0]?.silencedUntil).toBeNull();
});

test('alerts that ended in a silence are one line at its end', async () => {
  await ask('POST', '/silences', { labels: { instance: INSTANCE }, endsAt: inMinutes(10) });
  await look(0.9);
  await look(0.5);
  expect([await states(), await told()]).toEqual([['fired silenced', 'recovered silenced'], []]);
  await expire();
  await look(0.5);
  expect(await told()).toEqual([expect.stringMatching(/^recovered: .* since .*, was silenced$/)]);
  expect(await states()).toEqual(['fired merged', 'recovered sent']);
});

test('an alert is silenced by hand, with what its series fires again, and no other', async () => {
  await look(0.9);
  expect(await told()).toHaveLength(1);
  const [alert] = await alerts();
  const silenced = await ask('POST', `/alerts/${alert?.id}/silence`, { minutes: 30 });
  expect([silenced.status, Date.parse(String(silenced.body.silencedUntil)) > Date.now()]).toEqual([200, true]);
  await look(0.5);
  expect(await told()).toEqual([]);
  const refused = await ask('POST', `/alerts/${alert?.id}/silence`, {});
  expect([refused.status, refused.body.code]).toEqual([409, 'alert_ended']);
  await look(0.9);
  expect([await states(), await told()]).toEqual([['fired sent', 'recovered silenced', 'fired silenced'], []]);
  await run(fixture.em(), sql`update monitor_silence set labels = '{"instance": "another"}'`);
  await look(0.9);
  expect(await told()).toHaveLength(2);
});

test('a silence is changed and ended, which tells what it held back, also when looks race', async () => {
  const { body } = await ask('POST', '/silences', { severity: 'warning', endsAt: inMinutes(10) });
  await look(0.9);
  const changed = await ask('PATCH', `/silences/${body.id}`, { endsAt: inMinutes(20), comment: 'longer' });
  expect([changed.status, changed.body.comment]).toEqual([200, 'longer']);
  expect((await ask('DELETE', `/silences/${body.id}`)).status).toBe(204);
  await Promise.all([1, 2, 3].map(() => evaluate(fixture.em(), ['webhook'])));
  expect((await Promise.all([told(), told()])).flat()).toHaveLength(1);
  for (const [method, change] of [
    ['PATCH', { comment: 'again' }],
    ['DELETE', undefined],
  ] as const) {
    const again = await ask(method, `/silences/${body.id}`, change);
    expect([again.status, again.body.code]).toEqual([409, 'silence_ended']);
  }
  expect((await ask('GET', '/silences?state=past')).body.data).toMatchObject([{ id: body.id, state: 'past' }]);
  expect((await ask('GET', '/silences?state=active')).body.data).toEqual([]);
});

test('a silence that starts later holds nothing back yet, and is gone when it is ended before', async () => {
  const { body } = await ask('POST', '/silences', { ruleId, startsAt: inMinutes(5), endsAt: inMinutes(10) });
  expect(body.state).toBe('scheduled');
  await look(0.9);
  expect(await told()).toHaveLength(1);
  expect((await ask('DELETE', `/silences/${body.id}`)).status).toBe(204);
  expect(await rows(fixture.em(), sql`select 1 from monitor_silence`)).toEqual([]);
});

test.each([
  [{}, 'body'],
  [{ severity: 'info', endsAt: '2020-01-01T00:00:00Z' }, 'body.endsAt'],
  [{ severity: 'info', endsAt: new Date(Date.now() + 100 * 86_400_000).toISOString() }, 'body.endsAt'],
  [{ severity: 'loud' }, 'body.severity'],
  [{ ruleId: '01980000-0000-7000-8000-0000000000ff' }, 'body.ruleId'],
  [{ labels: { 'not a name': 'x' } }, 'body.labels.not a name'],
  [{ labels: { instance: 'a\tb' } }, 'body.labels.instance'],
  [{ severity: 'info', comment: 'two\nlines' }, 'body.comment'],
  [{ severity: 'info', startsAt: inMinutes(20) }, 'body.endsAt'],
])('a silence with %j is 400 and names the field', async (change, field) => {
  const { status, body } = await ask('POST', '/silences', { endsAt: inMinutes(10), ...change });
  expect([status, (body.errors as { field: string }[])[0]?.field]).toEqual([400, field]);
  expect(await rows(fixture.em(), sql`select 1 from monitor_silence`)).toEqual([]);
});
