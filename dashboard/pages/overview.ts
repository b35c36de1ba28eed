import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { complain } from '../parts/dialog.ts';
import { fill, h, refill, setText } from '../parts/dom.ts';
import { duration, number, percent, timeOf, words, zone } from '../parts/format.ts';
import { smallTable } from '../parts/list.ts';
import { listen } from '../parts/live.ts';
import { addressOf, every, hoursAgo, type Page } from '../parts/page.ts';
import { dayCharts } from './day-charts.ts';

type Live = Schemas['LiveFigures'];

/** Figures that come by the socket every 2 seconds are old after this. */
const STALE_MS = 8_000;
const SLOW_EVERY_MS = 15_000;

interface Tile {
  element: HTMLElement;
  set(value: string, state?: 'good' | 'bad' | 'warn' | ''): void;
}

function tile(label: string, href: string): Tile {
  const value = h('div', { class: 'value' }, '–');
  return {
    element: h('li', {}, h('a', { href }, h('div', { class: 'label' }, label), value)),
    set: (text, state = '') => {
      setText(value, text);
      value.className = `value ${state}`;
    },
  };
}

function health(): { element: HTMLElement; load(): Promise<void> } {
  const element = h('div');
  return {
    element,
    load: async () => {
      // A degraded system answers 503 with the same body, and that is what this table is for.
      const { data, error, response } = await api.GET('/api/health');
      const body: unknown = data ?? error;
      if (typeof body !== 'object' || body === null || !('checks' in body)) {
        fill(element, h('p', { class: 'bad' }, `The state of the system could not be read: ${response.status}.`));
        return;
      }
      const checks = Object.entries(body.checks as Record<string, unknown>);
      refill(
        element,
        smallTable(
          'Dependencies of this API process',
          ['Dependency', 'State', 'Details'],
          checks.map(([name, check]) => {
            const { status, ...rest } =
              typeof check === 'object' && check !== null ? { status: '', ...check } : { status: check };
            const state = String(status);
            const details = Object.entries(rest).map(([key, value]) => {
              if (key === 'durationMs') return `answered in ${duration(Number(value))}`;
              if (key === 'required') return value === true ? 'nothing works without it' : 'most works without it';
              return `${words(key)}: ${String(value)}`;
            });
            return [
              words(name),
              h('span', { class: /^(ok|pass|up)$/.test(state) ? 'good' : 'bad' }, state),
              details.join(', '),
            ];
          }),
        ),
      );
    },
  };
}

export const overviewPage: Page = {
  show({ signal }) {
    const tiles = {
      requests: tile('Requests a second', '#/performance'),
      errors: tile('Answers 5xx, last minute', '#/performance'),
      p95: tile('Answer time p95, last minute', '#/performance'),
      instances: tile('Processes heard of', '#/performance'),
      active: tile('Active people, 5 minutes', '#/analytics'),
      events: tile('Events a minute', '#/analytics'),
      sockets: tile('Open WebSockets', '#/analytics'),
      open: tile('Open jobs, 24 hours', addressOf('jobs', { status: 'running' })),
      oldest: tile('Oldest waiting job', addressOf('jobs', { status: 'queued' })),
      firing: tile('Firing alerts', addressOf('alerts', { state: 'active' })),
      dead: tile('Failed jobs to look at', addressOf('jobs', { deadLetter: 'true' })),
      mails: tile('Mails sent, last hour', '#/email'),
      bounced: tile('Bounce rate, last hour', '#/email'),
    };
    const asOf = h('p', { class: 'note' }, 'Waiting for figures…');
    const list = h(
      'ul',
      { class: 'tiles' },
      Object.values(tiles).map(({ element }) => element),
    );
    const trending = h('div');
    const state = health();
    let heardAt: number | null = null;

    function showLive(live: Live): void {
      heardAt = Date.now();
      list.classList.remove('stale');
      setText(asOf, `As of ${timeOf(live.at)} (${zone()})`);
      tiles.requests.set(number(live.load.requestsPerSecond));
      tiles.errors.set(percent(live.load.errorRate), (live.load.errorRate ?? 0) > 0.02 ? 'bad' : '');
      tiles.p95.set(duration(live.latency.p95Ms), (live.latency.p95Ms ?? 0) > 1_000 ? 'bad' : '');
      tiles.instances.set(number(live.load.instances));
      tiles.active.set(number(live.activeUsers));
      tiles.events.set(number(live.eventsPerMinute));
      tiles.sockets.set(number(live.sockets));
      refill(
        trending,
        h('h2', {}, 'Trending'),
        live.trending.length === 0
          ? h('p', { class: 'note' }, 'No ticker is written about more than usual.')
          : smallTable(
              'Tickers that are written about more than usual',
              ['Ticker', 'Posts in two hours', 'Usual'],
              live.trending.map(({ symbol, posts, usual }) => [symbol, number(posts), number(usual)]),
            ),
      );
    }

    const readLive = async () => showLive(await take(api.GET('/api/analytics/realtime')));
    const orComplain = (work: () => Promise<void>) => () => work().catch(complain);

    async function readSlow(): Promise<void> {
      const [jobs, mails, alerts] = await Promise.all([
        take(api.GET('/api/jobs/stats')),
        take(api.GET('/api/email/stats', { params: { query: { from: hoursAgo(1) } } })),
        take(api.GET('/api/monitoring/alerts', { params: { query: { state: 'active', limit: 100 } } })),
        state.load(),
      ]);
      const firing = alerts.data.length;
      tiles.firing.set(alerts.nextCursor === null ? number(firing) : `over ${firing}`, firing > 0 ? 'bad' : 'good');
      tiles.open.set(number((jobs.totals['queued'] ?? 0) + (jobs.totals['running'] ?? 0)));
      const age = jobs.oldestWaiting?.ageSeconds;
      tiles.oldest.set(age === undefined ? 'none' : duration(age * 1_000), (age ?? 0) > 60 ? 'bad' : '');
      tiles.dead.set(number(jobs.deadLetters), jobs.deadLetters > 0 ? 'warn' : 'good');
      tiles.mails.set(number(mails.totals.sent));
      tiles.bounced.set(percent(mails.totals.bounceRate));
    }

    listen('metrics', { event: (data) => showLive(data as Live), gap: () => void readLive().catch(complain) }, signal);
    void readLive().catch(complain);
    every(SLOW_EVERY_MS, orComplain(readSlow), signal);
    const watch = setInterval(() => {
      if (heardAt === null || Date.now() - heardAt < STALE_MS || list.classList.contains('stale')) return;
      list.classList.add('stale');
      setText(
        asOf,
        `As of ${timeOf(new Date(heardAt))} (${zone()}): the live figures have stopped, and are asked for again.`,
      );
    }, 1_000);
    signal.addEventListener('abort', () => clearInterval(watch));
    return [
      asOf,
      list,
      h('h2', {}, 'Health'),
      state.element,
      h('h2', {}, 'Last 24 hours'),
      dayCharts(signal),
      trending,
    ];
  },
};
