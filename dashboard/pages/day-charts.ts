import { api, take } from '../parts/api.ts';
import { chart } from '../parts/chart.ts';
import { complain } from '../parts/dialog.ts';
import { fill, h } from '../parts/dom.ts';
import { every, hoursAgo } from '../parts/page.ts';

interface Series {
  metric: string;
  /** Start of each step with its value. */
  points: readonly (readonly (string | number | null)[])[];
}

const STEP_SECONDS = 600;

/** What the overview shows of the last 24 hours; the history has ratios from 0 to 1 and times in seconds. */
const CHARTS = [
  { metric: 'http_requests', title: 'Requests, last 24 hours', unit: 'requests/s', factor: 1 },
  { metric: 'http_error_ratio', title: 'Answers 5xx, last 24 hours', unit: '%', factor: 100 },
  { metric: 'http_p95', title: 'Answer time p95, last 24 hours', unit: 'ms', factor: 1_000 },
] as const;

const draw = (series: readonly Series[], until: AbortSignal) =>
  CHARTS.map(({ metric, title, unit, factor }) => {
    const points = series.find((each) => each.metric === metric)?.points ?? [];
    const values = points.map(([, value]) => (typeof value === 'number' ? value * factor : null));
    const times = points.map(([at]) => new Date(at ?? 0));
    return chart({ title, unit, times, lines: [{ label: unit, values }] }, until);
  });

/** Charts that are drawn again as their last step ends, but not while their figures are read as a table. */
export function dayCharts(until: AbortSignal): HTMLElement {
  const element = h('div', { class: 'charts' });
  const metrics = CHARTS.map(({ metric }) => metric).join(',');
  let shown = new AbortController();
  until.addEventListener('abort', () => shown.abort(), { once: true });
  async function load(): Promise<void> {
    if (element.querySelector('details[open]')) return;
    const query = { from: hoursAgo(24), step: STEP_SECONDS, metrics };
    const { history } = await take(api.GET('/api/monitoring/metrics', { params: { query } }));
    if (until.aborted || !history) return;
    shown.abort();
    shown = new AbortController();
    fill(element, draw(history.series, shown.signal));
  }
  every(STEP_SECONDS * 1_000, () => load().catch(complain), until);
  return element;
}
