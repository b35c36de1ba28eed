import type { Schemas } from '../../client/client.ts';
import type { paths } from '../../client/generated/api.ts';
import { api, take } from '../parts/api.ts';
import { chart } from '../parts/chart.ts';
import { complain } from '../parts/dialog.ts';
import { fill, h } from '../parts/dom.ts';
import { momentOf, number, percent, zone } from '../parts/format.ts';
import { pagedList, smallTable } from '../parts/list.ts';
import { addressOf, hoursAgo, type Page } from '../parts/page.ts';

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

function charts({ series }: Platform, until: AbortSignal): HTMLElement {
  const times = series.map(({ from }) => new Date(from));
  return h(
    'div',
    { class: 'charts' },
    CHARTS.map(({ title, unit, lines }) =>
      chart(
        {
          title,
          unit,
          times,
          lines: Object.entries(lines).map(([figure, label]) => ({
            label,
            values: series.map((step) => step[figure as keyof typeof step] as number | null),
          })),
        },
        until,
      ),
    ),
  );
}

const leaderboard = () =>
  pagedList<Ranked>({
    caption: 'Credibility: calls against the benchmark, best first',
    empty: 'No person has enough scored calls yet.',
    idOf: ({ userId }) => userId,
    load: (cursor) => take(api.GET('/api/analytics/credibility', { params: { query: cursor ? { cursor } : {} } })),
    columns: [
      { head: 'Person', cell: ({ userId, displayName }) => h('a', { href: `#/people/${userId}` }, displayName) },
      { head: 'Score', numeric: true, cell: ({ credibility }) => number(credibility.score, 0) },
      { head: 'Calls', numeric: true, cell: ({ credibility }) => number(credibility.sample) },
      { head: 'Right', numeric: true, cell: ({ credibility }) => percent(credibility.hitRate) },
      { head: 'Usual', numeric: true, cell: ({ credibility }) => percent(credibility.baseRate) },
    ],
  }).element;

export const analyticsPage: Page = {
  show({ params, signal }) {
    const name = params.get('period') ?? 'month';
    const period = PERIODS[name] ?? { label: '30 days', days: 30, interval: 'day' as const };
    const body = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
    const from = hoursAgo(period.days * 24);
    const query = { from, interval: period.interval, tz: zone() };
    Promise.all([
      take(api.GET('/api/analytics/platform', { params: { query } })),
      take(api.GET('/api/analytics/events', { params: { query } })),
    ])
      .then(([platform, events]) => {
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
          charts(platform, signal),
          h('h2', {}, 'Events'),
          smallTable(
            'Events by name',
            ['Event', 'People and servers', 'Machines'],
            events.data.map((each) => [each.name, number(each.events), number(each.machineEvents)]),
          ),
        );
      })
      .catch(complain);
    return [periodForm(name), body, h('h2', {}, 'Credibility'), leaderboard()];
  },
};
