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

const HEIGHT_PX = 220;
const COLOURS = ['--line-1', '--line-2', '--line-3', '--line-4'] as const;
const DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

const DAY_SECONDS = 86_400;

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
  const axis = { stroke: colour('--muted'), grid: { stroke: colour('--rule') }, ticks: { stroke: colour('--rule') } };
  return new uPlot(
    {
      width: Math.max(frame.clientWidth, 280),
      height: HEIGHT_PX,
      // Wall time of the chosen zone, whatever the zone of the browser is.
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), zone()),
      legend: { live: false },
      scales: { y: { range: (_plot, _low, high) => [0, high > 0 ? high * 1.1 : 1] } },
      axes: [
        { ...axis, values: timeTicks },
        { ...axis, label: unit, size: 60, values: (_plot, ticks) => ticks.map((tick) => number(tick, 2)) },
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
    if (frame.isConnected && drawn?.width !== Math.max(frame.clientWidth, 280)) draw();
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
