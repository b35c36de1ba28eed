import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { firstIdAt } from '../../platform/db/ids.ts';
import { type Em, row } from '../../platform/db/sql.ts';
import { isProblem, type Problem } from '../../platform/http/problem.ts';
import type { ReportKind } from '../accounts/accounts.contract.ts';
import { eventsOf, FLOW_NAMES, type FlowName } from '../analytics/figures/definitions.domain.ts';
import { readPlatform } from '../analytics/figures/platform.service.ts';
import { readUserAnalytics } from '../analytics/figures/user.service.ts';
import type { ReportChart, ReportDocument, ReportFigure } from './report-document.domain.ts';
import { type ReportPeriod, STEP_OF } from './report-period.domain.ts';
import { REPORT_ERRORS, type ReportScope } from './reports.contract.ts';
import { summarise } from './summary.domain.ts';

const LENGTH: Readonly<Record<ReportKind, string>> = { daily: 'day', weekly: 'week', monthly: 'month' };
const TITLES: Readonly<Record<ReportScope, Readonly<Record<ReportKind, string>>>> = {
  platform: { daily: 'Daily report', weekly: 'Weekly report', monthly: 'Monthly report' },
  own: { daily: 'Your day', weekly: 'Your week', monthly: 'Your month' },
};
const SLACK_MS = 3_600_000;

/** A report that must not be written: its figures contradict its events. */
export class ReportRefused extends Error {
  override readonly name = 'ReportRefused';
  readonly code = REPORT_ERRORS.unproven;
}

/** What a report is about. */
export interface ReportSubject {
  scope: ReportScope;
  /** The reader of a report of their own; null for the platform. */
  userId: string | null;
  period: ReportPeriod;
}

type FiguresView = Exclude<Awaited<ReturnType<typeof readPlatform>>, Problem>['totals'];
type Body = Pick<ReportDocument, 'figures' | 'charts' | 'tables'> & { asOf: string | null; quiet: boolean };

const PLATFORM_LABELS: readonly (readonly [keyof FiguresView, string])[] = [
  ['activeUsers', 'Active users'],
  ['newUsers', 'New users'],
  ['verifiedUsers', 'Addresses verified'],
  ['posts', 'Posts'],
  ['postsBullish', 'Posts, bullish'],
  ['postsBearish', 'Posts, bearish'],
  ['postsNeutral', 'Posts, neutral'],
  ['comments', 'Comments'],
  ['likes', 'Likes'],
  ['engagementRate', 'Likes and comments per active user'],
  ['follows', 'Follows'],
  ['rooms', 'Rooms created'],
  ['messages', 'Messages in rooms'],
  ['tickersWatched', 'Tickers added to watchlists'],
  ['alerts', 'Price alerts created'],
  ['alertsFired', 'Price alerts fired'],
  ['uploads', 'Uploads of files'],
];
const OWN_LABELS = [
  ['posts', 'Posts'],
  ['postsBullish', 'Posts, bullish'],
  ['postsBearish', 'Posts, bearish'],
  ['postsNeutral', 'Posts, neutral'],
  ['comments', 'Comments written'],
  ['likes', 'Likes given'],
  ['follows', 'Follows'],
] as const satisfies readonly (readonly [FlowName, string])[];

/** Events that would show in a figure of such a report: a log-in alone does not make a person's own one. */
const SHOWN: Readonly<Record<ReportScope, readonly string[]>> = {
  platform: eventsOf(FLOW_NAMES.filter((name) => PLATFORM_LABELS.some(([shown]) => shown === name))),
  own: eventsOf(OWN_LABELS.map(([name]) => name)),
};

/** Names of the steps as the clock of the report shows them. */
function labelsOf({ kind, tz }: ReportPeriod, steps: readonly { from: string }[]): string[] {
  const options: Intl.DateTimeFormatOptions =
    kind === 'daily'
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : kind === 'weekly'
        ? { weekday: 'short', day: 'numeric' }
        : { day: 'numeric' };
  const format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: tz });
  return steps.map(({ from }) => format.format(new Date(from)).replaceAll(/[\u202f\u00a0]/g, ' '));
}

const query = ({ from, to, kind, tz }: ReportPeriod) => ({
  from: from.toISOString(),
  to: to.toISOString(),
  interval: STEP_OF[kind],
  tz,
});

async function platformBody(em: Em, period: ReportPeriod): Promise<Body> {
  const view = await readPlatform(em, query(period));
  if (isProblem(view)) throw new Error(`The figures of the platform were refused: ${view.code}`);
  const labels = labelsOf(period, view.series);
  const chart = (
    title: string,
    type: ReportChart['type'],
    names: readonly (readonly [keyof FiguresView, string])[],
  ) => ({
    title,
    type,
    labels,
    series: names.map(([name, label]) => ({ name: label, values: view.series.map((step) => step[name] ?? 0) })),
  });
  return {
    asOf: view.asOf,
    quiet: view.totals.activeUsers === 0 && PLATFORM_LABELS.every(([name]) => !view.totals[name]),
    figures: PLATFORM_LABELS.map(
      ([name, label]): ReportFigure => ({
        label,
        unit: 'count',
        value: view.totals[name],
        before: view.previous[name],
      }),
    ),
    charts: [
      chart('Active users', 'line', [['activeUsers', 'Active users']]),
      chart('Posts by sentiment', 'bar', [
        ['postsBullish', 'Bullish'],
        ['postsNeutral', 'Neutral'],
        ['postsBearish', 'Bearish'],
      ]),
      chart('Likes and comments', 'line', [
        ['likes', 'Likes'],
        ['comments', 'Comments'],
      ]),
    ],
    tables: [
      {
        title: 'Most watched tickers',
        rows: (view.stock?.mostWatched ?? []).map(({ symbol, watchers }) => ({ label: symbol, value: watchers })),
      },
    ],
  };
}

async function ownBody(em: Em, userId: string, period: ReportPeriod): Promise<Body> {
  const view = await readUserAnalytics(em, { userId, role: 'user' }, userId, query(period));
  if (isProblem(view)) throw new Error(`The figures of a user were refused: ${view.code}`);
  const labels = labelsOf(period, view.series);
  const values = (name: (typeof OWN_LABELS)[number][0]) => view.series.map((step) => step[name]);
  return {
    asOf: view.asOf,
    quiet: OWN_LABELS.every(([name]) => view.totals[name] === 0),
    figures: OWN_LABELS.map(
      ([name, label]): ReportFigure => ({
        label,
        unit: 'count',
        value: view.totals[name],
        before: view.previous[name],
      }),
    ),
    charts: [
      {
        title: 'What you did',
        type: 'bar',
        labels,
        series: [
          { name: 'Posts', values: values('posts') },
          { name: 'Comments', values: values('comments') },
          { name: 'Likes', values: values('likes') },
        ],
      },
    ],
    tables: [],
  };
}

/** Before a report says that nothing happened, its events are looked at: rows there would mean that something was not counted. */
async function proveQuiet(em: Em, { scope, userId, period: { from, to } }: ReportSubject): Promise<void> {
  const who = userId === null ? sql`true` : sql`user_id = ${userId}::uuid`;
  const found = await row(
    em,
    sql`select 1 as found from event where id >= ${firstIdAt(new Date(from.getTime() - SLACK_MS))}::uuid
          and id < ${firstIdAt(new Date(to.getTime() + SLACK_MS))}::uuid
          and occurred_at >= ${from} and occurred_at < ${to} and name = any(${[...SHOWN[scope]]}::text[]) and source = 'system'
          and not machine and ${who} limit 1`,
  );
  if (found) throw new ReportRefused('the period has events, and none of them is counted');
}

/**
 * Writes a report from the figures that the endpoints of analytics answer.
 * @throws when a query fails, and {@link ReportRefused} when figures contradict events
 */
export async function writeReport(em: Em, subject: ReportSubject): Promise<ReportDocument> {
  const { scope, userId, period } = subject;
  const body = userId === null ? await platformBody(em, period) : await ownBody(em, userId, period);
  if (body.asOf === null) throw new Error('The rollups have counted nothing yet');
  if (body.quiet) await proveQuiet(em, subject);
  const { kind, name, firstDay, lastDay, from, to, tz } = period;
  const { figures, charts, tables, asOf } = body;
  return {
    version: 1,
    scope,
    kind,
    period: name,
    firstDay,
    lastDay,
    from: from.toISOString(),
    to: to.toISOString(),
    tz,
    asOf,
    title: TITLES[scope][kind],
    summary: summarise(figures, charts, LENGTH[kind], body.quiet),
    figures,
    charts,
    tables,
  };
}

/** Whether late events, or a repair of them, have changed figures since the report was written. */
export async function hasChanged(em: Em, subject: ReportSubject, written: ReportDocument): Promise<boolean> {
  const { figures, charts } =
    subject.userId === null
      ? await platformBody(em, subject.period)
      : await ownBody(em, subject.userId, subject.period);
  // Postgres keeps the keys of JSON in an order of its own.
  return !isDeepStrictEqual([figures, charts], [written.figures, written.charts]);
}
