import { api, take } from '../parts/api.ts';
import { chart } from '../parts/chart.ts';
import { complain } from '../parts/dialog.ts';
import { fill, h } from '../parts/dom.ts';
import { hoursAgo } from '../parts/page.ts';

const STEP_SECONDS = 600;

/** What the overview shows of the last 24 hours; the history has ratios from 0 to 1 and times in seconds. */
const CHARTS = [
  { metric: 'http_requests', title: 'Requests, last 24 hours', unit: 'requests/s', factor: 1 },
  { metric: 'http_error_ratio', title: 'Answers 5xx, last 24 hours', unit: '%', factor: 100 },
  { metric: 'http_p95', title: 'Answer time p95, last 24 hours', unit: 'ms', factor: 1_000 },
] as const;

export function dayCharts(until: AbortSignal): HTMLElement {
  const element = h('div', { class: 'charts' });
  const from = hoursAgo(24);
  const metrics = CHARTS.map(({ metric }) => metric).join(',');
  take(api.GET('/api/monitoring/metrics', { params: { query: { from, step: STEP_SECONDS, metrics } } }))
    .then(({ history }) => {
      if (until.aborted || !history) return;
      fill(
        element,
        CHARTS.map(({ metric, title, unit, factor }) => {
          const points = history.series.find((series) => series.metric === metric)?.points ?? [];
          const values = points.map(([, value]) => (typeof value === 'number' ? value * factor : null));
          const times = points.map(([at]) => new Date(at ?? 0));
          return chart({ title, unit, times, lines: [{ label: unit, values }] }, until);
        }),
      );
    })
    .catch(complain);
  return element;
}
