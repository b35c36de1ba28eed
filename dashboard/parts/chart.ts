import uPlot from 'uplot';
import { h } from './dom.ts';
import { momentOf, number, zone } from './format.ts';
import { smallTable } from './list.ts';

/** Lines over time. The canvas has no text, so the same figures stand in a table behind it. */

export interface Line {
  label: string;
  /** One for each time; null leaves a gap. */
  values: readonly (number | null)[];
  /** A limit that the others are compared with: thin, and in the colour of the text. */
  isLimit?: boolean;
}

export interface Chart {
  title: string;
  /** Written at the axis: `requests/s`. */
  unit: string;
  times: readonly Date[];
  lines: readonly Line[];
}

/** Sizes of a chart in the text size of the page. */
const HEIGHT_REM = 13.75;
const AXIS_REM = 3.75;
const NARROWEST_PX = 280;
const remPx = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
const COLOURS = ['--line-1', '--line-2', '--line-3', '--line-4'] as const;
const DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

const DAY_SECONDS = 86_400;
/** Between the ticks of figures by day: 1, 2, 3 days … half a year. */
const DAYS = [1, 2, 3, 7, 14, 30, 60, 90, 180].map((days) => days * DAY_SECONDS);

/** Whether there is one figure a day, or fewer. */
const isByDay = ([first, second]: readonly Date[]) =>
  first !== undefined && second !== undefined && second.getTime() - first.getTime() >= DAY_SECONDS * 900;

/** `11-28` for whole days, `14:30` within one, in the chosen zone; the day once more where it begins. */
function timeTicks(_plot: uPlot, ticks: number[], _axis: number, _space: number, step: number): string[] {
  return ticks.map((tick) => {
    const [day = '', time = ''] = momentOf(new Date(tick * 1_000)).split(' ');
    const short = time.slice(0, 5);
    if (step >= DAY_SECONDS) return day.slice(5);
    return short === '00:00' ? `${day.slice(5)}\n${short}` : short;
  });
}

/** Places of the values that have no neighbour. */
const alone = (values: Line['values']): number[] =>
  values.flatMap((value, at) => (value !== null && (values[at - 1] ?? values[at + 1] ?? null) === null ? [at] : []));

/** A colour of the style as a canvas takes it: `light-dark()` is resolved where it is used. */
function colourIn(frame: HTMLElement, name: string): string {
  frame.style.color = `var(${name})`;
  const { color } = getComputedStyle(frame);
  frame.style.color = '';
  return color;
}

function plot(frame: HTMLElement, { unit, times, lines }: Chart): uPlot {
  const colour = (name: string) => colourIn(frame, name);
  const rem = remPx();
  const font = `${0.75 * rem}px system-ui, sans-serif`;
  const rule = { stroke: colour('--rule'), width: 1 };
  const axis = { stroke: colour('--muted'), grid: rule, ticks: rule, font, labelFont: `bold ${font}` };
  return new uPlot(
    {
      width: Math.max(frame.clientWidth, NARROWEST_PX),
      height: HEIGHT_REM * rem,
      // Wall time of the chosen zone, whatever the zone of the browser is.
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), zone()),
      legend: { live: false, show: lines.length > 1 },
      scales: { y: { range: (_plot, _low, high) => [0, high > 0 ? high * 1.1 : 1] } },
      axes: [
        { ...axis, values: timeTicks, size: AXIS_REM * rem * 0.8, ...(isByDay(times) ? { incrs: DAYS } : {}) },
        { ...axis, label: unit, size: AXIS_REM * rem, values: (_plot, ticks) => ticks.map((tick) => number(tick, 2)) },
      ],
      series: [
        {},
        // Told apart without colour, too: each line has its own dashes.
        ...lines.map(({ label, isLimit = false }, index) => ({
          label,
          stroke: colour(isLimit ? '--text' : (COLOURS[index % COLOURS.length] ?? '')),
          width: isLimit ? 1 : 2,
          dash: [...(DASHES[index % DASHES.length] ?? [])],
          // A value between gaps has no line.
          points: { show: true, size: 5, filter: () => alone(lines[index]?.values ?? []) },
        })),
      ],
    },
    [times.map((time) => time.getTime() / 1_000), ...lines.map(({ values }) => [...values])],
    frame,
  );
}

/** A chart as wide as the page, with its figures in a table that can be opened. */
export function chart(data: Chart, until: AbortSignal): HTMLElement {
  const frame = h('div', {
    class: 'plot',
    role: 'img',
    'aria-label': `${data.title}, in ${data.unit}; the table below has the figures`,
  });
  const heads = [`Time (${zone()})`, ...data.lines.map(({ label }) => `${label} (${data.unit})`)];
  const rows = data.times.map((time, index) => [
    momentOf(time),
    ...data.lines.map(({ values }) => number(values[index], 2)),
  ]);
  const table = h('details', {}, h('summary', {}, 'Figures as a table'));
  table.addEventListener('toggle', () => table.append(smallTable(data.title, heads, rows)), { once: true });
  const figure = h('figure', {}, h('figcaption', {}, `${data.title} (${zone()})`), frame, table);

  let drawn: uPlot | null = null;
  const draw = () => {
    drawn?.destroy();
    drawn = plot(frame, data);
  };
  const width = new ResizeObserver(() => {
    if (frame.isConnected && drawn?.width !== Math.max(frame.clientWidth, NARROWEST_PX)) draw();
  });
  width.observe(frame);
  const theme = matchMedia('(prefers-color-scheme: dark)');
  theme.addEventListener('change', draw, { signal: until });
  document.addEventListener('theme', draw, { signal: until });
  until.addEventListener('abort', () => {
    width.disconnect();
    drawn?.destroy();
  });
  return figure;
}
