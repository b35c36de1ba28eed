import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { readSurroundings } from '../../../src/features/monitoring/rules/evaluation.queries.ts';
import { startEvaluating } from '../../../src/features/monitoring/rules/evaluation.service.ts';
import { seedRules } from '../../../src/features/monitoring/rules/rules.queries.ts';
import { Emergency } from '../../../src/features/monitoring/telling/emergency.ts';
import { beatOnce } from '../../../src/features/monitoring/telling/heartbeat.service.ts';
import { lineOf, type Notice } from '../../../src/features/monitoring/telling/notice.ts';
import { rows, run } from '../../../src/platform/db/sql.ts';
import { failingStatements } from '../../support/faults.ts';
import { until } from '../../support/system.ts';
import { createMonitoringFixture, type MonitoringFixture, silent } from './support.ts';

let fixture: MonitoringFixture;
beforeAll(async () => {
  fixture = await createMonitoringFixture();
  await seedRules(fixture.em());
});
afterAll(() => fixture.close());
beforeEach(async () => {
  for (const table of ['state', 'alert', 'transition', 'delivery', 'tick', 'heartbeat'])
    await run(fixture.em(), sql`delete from ${sql.table(`monitor_${table}`)}`);
});

/** A process with a channel that keeps what it is told. */
function createProcess(fails = () => false, awayMs = 50) {
  const notices: Notice[] = [];
  const tell = async (notice: Notice) => {
    if (fails()) throw new Error('the receiver is away');
    notices.push(notice);
  };
  const deps = { channels: [{ name: 'webhook', tell }], publicUrl: '', logger: silent };
  return { notices, emergency: new Emergency({ ...deps, awayMs, spreadMs: 0, intervalMs: 20 }) };
}
const lost = () => new Error('Connection terminated unexpectedly');
async function away(emergency: Emergency): Promise<void> {
  emergency.failed(lost());
  await delay(60);
  for (let look = 0; look < 6; look += 1) await emergency.look();
}

test('each process tells once that Postgres is away, all under one id, and the end is told when it is back', async () => {
  const processes = [createProcess(), createProcess()];
  for (const { emergency } of processes) await away(emergency);
  const told = processes.flatMap(({ notices }) => notices);
  expect(told).toHaveLength(2);
  // Both began within ten minutes of each other; a border between two such spans is possible and no fault.
  expect(new Set(told.map(({ id }) => id)).size).toBeLessThanOrEqual(2);
  expect(told[0]?.changes.map(lineOf)).toEqual([
    expect.stringMatching(/^FIRING: Postgres does not answer \(dependency=postgres\)/),
  ]);

  for (const { emergency } of processes) await emergency.answered(fixture.em());
  const ids = [...new Set(told.map(({ id }) => id))];
  expect(
    await rows(
      fixture.em(),
      sql`select t.kind, d.channel, d.status from monitor_alert a join monitor_transition t on t.alert_id = a.id
            join monitor_delivery d on d.transition_id = t.id where a.id = ${ids[0]} order by t.kind`,
    ),
  ).toEqual([
    { kind: 'fired', channel: 'webhook', status: 'sent' },
    { kind: 'recovered', channel: 'webhook', status: 'queued' },
  ]);
  // It explains what figures of the last minutes still show.
  const { troubles } = await readSurroundings(fixture.em());
  expect(troubles).toMatchObject(ids.map(() => ({ metric: 'dependency_up', labels: { dependency: 'postgres' } })));
});

test('a channel that does not take it is tried again, and an outage that was told nowhere leaves no alert', async () => {
  const { emergency, notices } = createProcess(() => true);
  await away(emergency);
  expect(notices).toEqual([]);
  await emergency.answered(fixture.em());
  expect(await rows(fixture.em(), sql`select 1 from monitor_alert`)).toEqual([]);
});

test('while Postgres answers, and after a single late look, no outage is reported', async () => {
  const { emergency, notices } = createProcess(undefined, 2_000);
  await delay(2_100);
  await emergency.look();
  await emergency.answered(fixture.em());
  for (let look = 0; look < 6; look += 1) await emergency.look();
  expect(notices).toEqual([]);
});

test('a fault of the evaluation is reported as such', async () => {
  const { emergency, notices } = createProcess();
  emergency.failed(new TypeError('undefined is no function'));
  await delay(60);
  for (let look = 0; look < 6; look += 1) await emergency.look();
  expect(notices[0]?.changes[0]?.rule_name).toBe('Alerts cannot be looked at');
});

test('the loop of looks notices that its statements fail', async () => {
  // Longer than rounds are apart.
  const { emergency, notices } = createProcess(undefined, 6_000);
  let isAway = true;
  const fault = failingStatements(fixture.em, { matching: /monitor_tick/, when: () => isAway, error: lost });
  const loops = [
    startEvaluating({ em: fault.em, channels: ['webhook'], emergency, logger: silent }),
    emergency.start(),
  ];
  await until(() => Promise.resolve(notices.length === 1), 60_000, 'the emergency is told');
  isAway = false;
  const recorded = async () => (await rows(fixture.em(), sql`select 1 from monitor_alert`)).length === 1;
  await until(recorded, 60_000, 'the outage is recorded');
  await Promise.all(loops.map((loop) => loop.stop()));
  expect(fault.injected).toBeGreaterThan(0);
});

test('one process in thirty seconds tells a third party that alerts are looked at, and none when they are not', async () => {
  const state = { beats: 0, status: 500 };
  const server = createServer((request, response) => {
    state.beats += 1;
    request.resume();
    response.writeHead(state.status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const beat = (allowPrivate = true) => beatOnce({ em: fixture.em, url, allowPrivate, logger: silent });
  expect([await beat(), state.beats]).toEqual([false, 0]);
  await run(fixture.em(), sql`insert into monitor_tick (at, completed_at) values (now(), now())`);
  expect([await beat(false), state.beats]).toEqual([false, 0]);
  expect([await beat(), state.beats]).toEqual([false, 1]);
  state.status = 200;
  expect((await Promise.all([beat(), beat(), beat()])).filter(Boolean)).toHaveLength(1);
  expect([await beat(), state.beats]).toEqual([false, 2]);
  server.close();
});
