import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { type Chart, chart, type Line } from '../parts/chart.ts';
import { complain } from '../parts/dialog.ts';
import { type Child, fill, h } from '../parts/dom.ts';
import { choice } from '../parts/field.ts';
import { momentOf, words, zone } from '../parts/format.ts';
import { smallTable } from '../parts/list.ts';
import { type Metric, metricValue, seriesName, toShown, unitWord } from '../parts/metric.ts';
import { hoursAgo } from '../parts/page.ts';

type Content = Required<Schemas['NewMonitoringRule']>;

interface Series {
  labels: Record<string, string>;
  /** Start of each step with its value. */
  points: readonly (readonly (string | number | null)[])[];
}

const valueOf = ([, value]: Series['points'][number]) => (typeof value === 'number' ? value : null);

const PERIODS = { 1: 'Last hour', 24: 'Last 24 hours', 168: 'Last 7 days', 720: 'Last 30 days' } as const;
/** Lines that can still be told apart. */
const MOST_LINES = 4;

const highest = ({ points }: Series) => Math.max(...points.map((point) => valueOf(point) ?? -Infinity));

/** The series of a metric that went furthest, and the thresholds of a rule. */
function chartOf(series: readonly Series[], rule: Content, { unit, description }: Metric): Chart {
  const times = (series[0]?.points ?? []).map(([at]) => new Date(at ?? 0));
  const beyond = rule.comparison === 'above' ? -1 : 1;
  const furthest = [...series].sort((a, b) => beyond * (highest(a) - highest(b))).slice(0, MOST_LINES);
  const limit = (label: string, value: number): Line => ({
    label: `${label} ${metricValue(value, unit)}`,
    values: times.map(() => toShown(value, unit)),
    isLimit: true,
  });
  return {
    title: `${description}${series.length > MOST_LINES ? `: ${MOST_LINES} of ${series.length} series` : ''}`,
    unit: unitWord(unit),
    times,
    lines: [
      ...furthest.map(({ labels, points }) => ({
        label: seriesName(labels) || 'all together',
        values: points.map((point) => {
          const value = valueOf(point);
          return value === null ? null : toShown(value, unit);
        }),
      })),
      limit(`Fires ${rule.comparison}`, rule.threshold),
      ...(rule.clearThreshold === rule.threshold ? [] : [limit('Ends at', rule.clearThreshold)]),
    ],
  };
}

export interface Tried {
  element: HTMLElement;
  redraw(): void;
}

/**
 * The history of a rule's metric with its thresholds, and what the rule would have told in it.
 * @param content the rule as it stands in its form @param isValid says in the form what is wrong with it
 */
export function tryOut(
  known: ReadonlyMap<string, Metric>,
  content: () => Content,
  isValid: () => boolean,
  until: AbortSignal,
): Tried {
  const period = choice('Period', 'hours', PERIODS, '24');
  const drawn = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
  const told = h('div', { 'aria-live': 'polite' });
  const from = () => hoursAgo(Number(period.querySelector('select')?.value ?? 24));
  // A chart that is drawn again lets go of the one before.
  let shown = new AbortController();
  until.addEventListener('abort', () => shown.abort(), { once: true });

  async function draw(): Promise<void> {
    const rule = content();
    const metric = known.get(rule.metric);
    const query = { metrics: rule.metric, from: from() };
    const { history } = await take(api.GET('/api/monitoring/metrics', { params: { query } }));
    if (until.aborted || !metric) return;
    shown.abort();
    shown = new AbortController();
    const nothing = !history || history.series.every(({ points }) => points.every((point) => valueOf(point) === null));
    fill(
      drawn,
      nothing
        ? h('p', { class: 'note' }, `${metric.description}: nothing was measured in this period.`)
        : chart(chartOf(history.series, rule, metric), shown.signal),
    );
  }

  async function tryRule(): Promise<void> {
    if (!isValid()) return;
    const rule = content();
    // The name says nothing about what it would have told.
    const body = { rule: { ...rule, name: rule.name || 'tried' }, from: from() };
    const [{ transitions }] = await Promise.all([take(api.POST('/api/monitoring/rules/try', { body })), draw()]);
    if (!until.aborted) fill(told, outcome(transitions, known.get(rule.metric)?.unit ?? ''));
  }

  period.addEventListener('change', () => void draw().catch(complain));
  const button = h(
    'button',
    { type: 'button', onclick: () => void tryRule().catch(complain) },
    'Try against the history',
  );
  void draw().catch(complain);
  return {
    element: h('section', { 'aria-label': 'History' }, h('div', { class: 'row' }, period, button), drawn, told),
    redraw: () => void draw().catch(complain),
  };
}

function outcome(
  transitions: readonly { at: string; kind: string; labels: Record<string, string>; value: number | null }[],
  unit: string,
): Child {
  if (transitions.length === 0)
    return h('p', {}, 'The rule as it stands in the form would have told nothing in this period.');
  return smallTable(
    'What the rule as it stands in the form would have told',
    [`Time (${zone()})`, 'What', 'Of', 'Value'],
    transitions.map(({ at, kind, labels, value }) => [
      momentOf(at),
      words(kind),
      seriesName(labels) || 'all together',
      metricValue(value, unit),
    ]),
  );
}
