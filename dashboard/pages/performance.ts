import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { complain } from '../parts/dialog.ts';
import { type Child, h, refill } from '../parts/dom.ts';
import { bytes, duration, momentOf, number, percent, zone } from '../parts/format.ts';
import { smallTable } from '../parts/list.ts';
import { addressOf, every, hoursAgo, type Page } from '../parts/page.ts';

type Metrics = Omit<Schemas['MonitoringMetrics'], 'history'>;
type Performance = Schemas['MonitoringPerformance'];

const EVERY_MS = 15_000;

const PERIODS: Readonly<Record<string, { label: string; hours: number }>> = {
  hour: { label: 'Last hour', hours: 1 },
  day: { label: 'Last 24 hours', hours: 24 },
  week: { label: 'Last 7 days', hours: 168 },
};

const STATES = { alive: 'good', lost: 'bad', stopped: 'note' } as const;

function instances({ instances: all }: Metrics): HTMLElement {
  return smallTable(
    'Processes heard of in the last hour',
    ['Process', 'State', 'CPU', 'Memory', 'Event loop, p99', 'Pool', 'Requests a second', 'p95', `Since (${zone()})`],
    all.map(({ kind, host, pid, state, cpu, memory, eventLoop, pool, http, startedAt }) => [
      `${kind} ${host}:${pid}`,
      h('span', { class: STATES[state] }, state),
      cpu ? `${number(cpu.cores, 2)} cores` : '–',
      bytes(memory?.rssBytes),
      duration(eventLoop?.delayP99Ms),
      pool ? `${pool.used} of ${pool.max}${pool.waiting > 0 ? `, ${pool.waiting} wait` : ''}` : '–',
      number(http?.requestsPerSecond),
      duration(http?.p95Ms),
      momentOf(startedAt),
    ]),
  );
}

function queues({ system }: Metrics): Child {
  if (!system) return h('p', { class: 'bad' }, 'What all processes share was not measured in the last minute.');
  return smallTable(
    'Task queues',
    ['Queue', 'Kind', 'Waiting', 'Oldest waits', 'Pollers'],
    system.taskQueues.map(({ queue, kind, backlog, backlogAgeSeconds, pollers }) => [
      queue,
      kind,
      number(backlog),
      duration(backlogAgeSeconds * 1_000),
      h('span', { class: pollers === 0 ? 'bad' : '' }, number(pollers)),
    ]),
  );
}

function routes({ routes: all }: Performance): HTMLElement {
  return smallTable(
    'Routes',
    ['Route', 'Requests', 'A second', 'p50', 'p95', 'p99', 'Refused', 'Failed'],
    all.map(({ method, route, requests, perSecond, p50Ms, p95Ms, p99Ms, refusedRate, errorRate }) => [
      `${method} ${route === '' ? '(no route)' : route}`,
      number(requests),
      number(perSecond, 2),
      duration(p50Ms),
      duration(p95Ms),
      duration(p99Ms),
      percent(refusedRate),
      h('span', { class: (errorRate ?? 0) > 0 ? 'bad' : '' }, percent(errorRate)),
    ]),
  );
}

const slowest = (caption: string, all: Performance['slowestRequests']) =>
  smallTable(
    caption,
    ['What', 'Took', `When (${zone()})`, 'Failed', 'Trace'],
    all.map(({ what, ms, at, failed, traceId }) => [what, duration(ms), momentOf(at), failed ? 'yes' : 'no', traceId]),
  );

const statements = ({ slowestStatements }: Performance) =>
  slowestStatements
    ? smallTable(
        'Statements that took most time',
        ['Statement', 'Calls', 'In all', 'Mean', 'Slowest'],
        slowestStatements.map(({ statement, calls, totalMs, meanMs, maxMs }) => [
          statement,
          number(calls),
          duration(totalMs),
          duration(meanMs),
          duration(maxMs),
        ]),
      )
    : h('p', { class: 'note' }, 'Postgres keeps no statistics of statements (pg_stat_statements).');

export const performancePage: Page = {
  show({ params, signal }) {
    const name = params.get('period') ?? 'hour';
    const hours = PERIODS[name]?.hours ?? 1;
    const select = h(
      'select',
      { name: 'period' },
      Object.entries(PERIODS).map(([key, { label }]) => h('option', { value: key, selected: key === name }, label)),
    );
    select.addEventListener('change', () => (location.hash = addressOf('performance', { period: select.value })));
    const body = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
    const load = async () => {
      const from = hoursAgo(hours);
      const [metrics, performance] = await Promise.all([
        take(api.GET('/api/monitoring/metrics')),
        take(api.GET('/api/monitoring/performance', { params: { query: { from } } })),
      ]);
      if (signal.aborted) return;
      refill(
        body,
        h('h2', {}, 'Processes and queues'),
        instances(metrics),
        queues(metrics),
        h('h2', {}, 'Requests'),
        routes(performance),
        slowest('Slowest requests', performance.slowestRequests),
        h('h2', {}, 'Work in the background'),
        smallTable(
          'Activities',
          ['Activity', 'Attempts', 'p50', 'p95', 'p99', 'Failed'],
          performance.activities.map(({ activity, attempts, p50Ms, p95Ms, p99Ms, failureRate }) => [
            activity,
            number(attempts),
            duration(p50Ms),
            duration(p95Ms),
            duration(p99Ms),
            percent(failureRate),
          ]),
        ),
        slowest('Slowest activities', performance.slowestActivities),
        h('h2', {}, 'Database'),
        statements(performance),
      );
    };
    every(EVERY_MS, () => load().catch(complain), signal);
    return [h('p', {}, h('label', {}, 'Period', select)), body];
  },
};
