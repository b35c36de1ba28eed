import type { Schemas } from '../../client/client.ts';
import type { paths } from '../../client/generated/api.ts';
import { api, take } from '../parts/api.ts';
import { chart, type Line } from '../parts/chart.ts';
import { complain } from '../parts/dialog.ts';
import { type Child, fill, h } from '../parts/dom.ts';
import { momentOf, number, percent, stamp, zone } from '../parts/format.ts';
import { pagedList, smallTable } from '../parts/list.ts';
import { addressOf, hoursAgo, type Page, type Place } from '../parts/page.ts';
import { reportList, singleReport } from './reports.ts';

type Platform = Schemas['PlatformAnalytics'];
type Figure = keyof Platform['totals'];
type Interval = Platform['interval'];
type Ranked =
  paths['/api/analytics/credibility']['get']['responses'][200]['content']['application/json']['data'][number];

/** Periods to choose from, each with the step that makes a readable number of points. */
const PERIODS: Readonly<Record<string, { label: string; days: number; interval: Interval }>> = {
  day: { label: '24 hours', days: 1, interval: 'hour' },
  week: { label: '7 days', days: 7, interval: 'day' },
  month: { label: '30 days', days: 30, interval: 'day' },
  quarter: { label: '90 days', days: 90, interval: 'week' },
  year: { label: '365 days', days: 365, interval: 'month' },
};

/** Drawn beside the same figure of the period before. */
const COMPARED = { activeUsers: 'Active people', posts: 'Posts' } as const;

const CHARTS: readonly { title: string; unit: string; lines: Partial<Record<Figure, string>> }[] = [
  { title: 'People', unit: 'people', lines: { activeUsers: 'Active', newUsers: 'New', verifiedUsers: 'Verified' } },
  {
    title: 'Posts by sentiment',
    unit: 'posts',
    lines: { postsBullish: 'Bullish', postsBearish: 'Bearish', postsNeutral: 'Neutral' },
  },
  { title: 'Reactions', unit: 'reactions', lines: { likes: 'Likes', comments: 'Comments', follows: 'Follows' } },
  {
    title: 'Rooms and alerts',
    unit: 'events',
    lines: { messages: 'Messages', alertsFired: 'Alerts fired', logins: 'Log-ins' },
  },
];

const NAMES: Partial<Record<Figure, string>> = {
  activeUsers: 'Active people',
  newUsers: 'New people',
  posts: 'Posts',
  comments: 'Comments',
  likes: 'Likes',
  messages: 'Messages in rooms',
  watchlists: 'Watchlists made',
  alertsFired: 'Alerts fired',
  engagementRate: 'Likes and comments per active person',
};

function periodForm(current: string): HTMLElement {
  const select = h(
    'select',
    { name: 'period' },
    Object.entries(PERIODS).map(([name, { label }]) => h('option', { value: name, selected: name === current }, label)),
  );
  select.addEventListener('change', () => (location.hash = addressOf('analytics', { period: select.value })));
  return h('p', {}, h('label', {}, 'Period', select));
}

function totals({ totals, previous, change }: Platform): HTMLElement {
  const rows = Object.entries(NAMES).map(([figure, name]) => {
    const key = figure as Figure;
    const changed = change[key];
    return [
      name,
      number(totals[key], 2),
      number(previous[key], 2),
      changed === null ? '–' : `${changed > 0 ? '+' : ''}${percent(changed)}`,
    ];
  });
  return smallTable('This period and the one before', ['Figure', 'This period', 'Period before', 'Change'], rows);
}

type Steps = Platform['series'];

const valuesOf = (series: Steps, figure: Figure) => series.map((step) => step[figure]);

/** @param before the steps of the period before, drawn beside those of this one: step by step, not day by day */
function charts(series: Steps, before: Steps, until: AbortSignal): HTMLElement {
  const times = series.map(({ from }) => new Date(from));
  const draw = (title: string, unit: string, lines: Line[]) => chart({ title, unit, times, lines }, until);
  return h(
    'div',
    { class: 'charts' },
    Object.entries(COMPARED).map(([name, title]) => {
      const figure = name as keyof typeof COMPARED;
      const old = valuesOf(before, figure);
      return draw(`${title}, against the period before`, title.toLowerCase(), [
        { label: 'This period', values: valuesOf(series, figure) },
        { label: 'Period before', values: series.map((_step, index) => old[index] ?? null) },
      ]);
    }),
    CHARTS.map(({ title, unit, lines }) =>
      draw(
        title,
        unit,
        Object.entries(lines).map(([figure, label]) => ({ label, values: valuesOf(series, figure as Figure) })),
      ),
    ),
  );
}

function tickers({ stock }: Platform, { trending }: Schemas['LiveFigures']): Child {
  return [
    smallTable(
      stock === null ? 'Most watched tickers: not counted yet' : `Most watched tickers at ${stamp(stock.takenAt)}`,
      ['Ticker', 'On watchlists'],
      (stock?.mostWatched ?? []).map(({ symbol, watchers }) => [symbol, number(watchers)]),
    ),
    smallTable(
      trending.length === 0
        ? 'Trending now: no ticker is written about more than usual'
        : 'Trending now: tickers that are written about more than usual',
      ['Ticker', 'Posts in two hours', 'Usual'],
      trending.map(({ symbol, posts, usual }) => [symbol, number(posts), number(usual)]),
    ),
  ];
}

const leaderboard = () =>
  pagedList<Ranked>({
    caption: 'Credibility: calls against the benchmark, best first',
    empty: 'No person has enough scored calls yet.',
    idOf: ({ userId }) => userId,
    load: (cursor) => take(api.GET('/api/analytics/credibility', { params: { query: cursor ? { cursor } : {} } })),
    columns: [
      { head: 'Person', cell: ({ userId, displayName }) => h('a', { href: `#/people/${userId}` }, displayName) },
      { head: 'Score', kind: 'numeric', cell: ({ credibility }) => number(credibility.score, 0) },
      { head: 'Calls', kind: 'numeric', cell: ({ credibility }) => number(credibility.sample) },
      { head: 'Right', kind: 'numeric', cell: ({ credibility }) => percent(credibility.hitRate) },
      { head: 'Usual', kind: 'numeric', cell: ({ credibility }) => percent(credibility.baseRate) },
    ],
  }).element;

const DAY_MS = 86_400_000;

function figures({ params, signal }: Place): Child {
  const name = params.get('period') ?? 'month';
  const period = PERIODS[name] ?? { label: '30 days', days: 30, interval: 'day' as const };
  const body = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
  const query = { from: hoursAgo(period.days * 24), interval: period.interval, tz: zone() };

  async function load(): Promise<void> {
    const [platform, events, live] = await Promise.all([
      take(api.GET('/api/analytics/platform', { params: { query } })),
      take(api.GET('/api/analytics/events', { params: { query } })),
      take(api.GET('/api/analytics/realtime')),
    ]);
    const earlier = new Date(Date.parse(platform.from) - period.days * DAY_MS).toISOString();
    const { series: before } = await take(
      api.GET('/api/analytics/platform', { params: { query: { ...query, from: earlier, to: platform.from } } }),
    );
    if (signal.aborted) return;
    fill(
      body,
      h(
        'p',
        { class: 'note' },
        `${momentOf(platform.from)} to ${momentOf(platform.to)} (${platform.tz}). As of ${momentOf(platform.asOf)}, final until ${momentOf(platform.finalUntil)}.`,
      ),
      totals(platform),
      h('h2', {}, 'Over time'),
      charts(platform.series, before, signal),
      h('h2', {}, 'Tickers'),
      tickers(platform, live),
      h('h2', {}, 'Events'),
      smallTable(
        'Events by name',
        ['Event', 'People and servers', 'Machines'],
        events.data.map((each) => [each.name, number(each.events), number(each.machineEvents)]),
      ),
    );
  }

  load().catch(complain);
  return [
    h('p', {}, h('a', { href: '#/analytics/reports' }, 'Reports')),
    periodForm(name),
    body,
    h('h2', {}, 'Credibility'),
    leaderboard(),
  ];
}

export const analyticsPage: Page = {
  show(place) {
    const [what, id] = place.rest;
    if (what !== 'reports') return figures(place);
    return id === undefined ? reportList(place) : singleReport(id, place);
  },
};
