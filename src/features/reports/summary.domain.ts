import { changePercent, type ReportChart, type ReportFigure, showFigure } from './report-document.domain.ts';

/** What changed, in sentences that name their figures. Pure. */

/** A base below it makes percentages of chance. */
const LEAST_BASE = 20;
/** What changes by less is as before. */
const LEAST_PERCENT = 5;
/** Sentences about single figures, the greatest change first. */
const TOLD = 3;

function isTold(figure: ReportFigure): boolean {
  const change = changePercent(figure);
  return change !== null && Math.abs(change) >= LEAST_PERCENT && (figure.before ?? 0) >= LEAST_BASE;
}

function sentenceOf(figure: ReportFigure): string {
  const { label, value, before, unit } = figure;
  const change = changePercent(figure) ?? 0;
  const verb = change > 0 ? 'rose' : 'fell';
  return `${label} ${verb} by ${Math.round(Math.abs(change))} %, from ${showFigure(before, unit)} to ${showFigure(value, unit)}.`;
}

function comparison({ value, before, unit }: ReportFigure, length: string): string {
  if (before === null) return '';
  const when = `${length === 'day' ? 'on' : 'in'} the ${length} before`;
  return value === before ? `, as ${when}` : `, after ${showFigure(before, unit)} ${when}`;
}

/** When a step of a chart was, in a report of a day, a week or a month: `at 13:00`, `on Tue 20`, `on day 20`. */
function whenOf(label: string | undefined, length: string): string {
  if (length === 'day') return `at ${label}`;
  return length === 'month' ? `on day ${label}` : `on ${label}`;
}

/** Where a chart is highest, if one step is. */
function peakOf({ labels, series, title }: ReportChart, length: string): string | null {
  const sums = labels.map((_, step) => series.reduce((sum, { values }) => sum + (values[step] ?? 0), 0));
  const highest = Math.max(...sums);
  const at = sums.indexOf(highest);
  if (highest <= 0 || sums.lastIndexOf(highest) !== at) return null;
  return `${title}: the peak was ${showFigure(highest, 'count')}, ${whenOf(labels[at], length)}.`;
}

/** @param length of the period, `day` for example @param quiet proven: there is no event */
export function summarise(
  figures: readonly ReportFigure[],
  charts: readonly ReportChart[],
  length: string,
  quiet: boolean,
): string[] {
  if (quiet)
    return [`Nothing was recorded in this ${length}. Its events were looked at again before this was written.`];
  const [first] = figures;
  const told = figures
    .slice(1)
    .filter(isTold)
    .toSorted((a, b) => Math.abs(changePercent(b) ?? 0) - Math.abs(changePercent(a) ?? 0))
    .slice(0, TOLD);
  const lines: string[] = [];
  if (first) {
    lines.push(`${first.label}: ${showFigure(first.value, first.unit)}${comparison(first, length)}.`);
  }
  lines.push(...told.map(sentenceOf));
  if (told.length === 0) {
    lines.push(
      `No other figure of at least ${LEAST_BASE} changed by ${LEAST_PERCENT} % or more against the ${length} before.`,
    );
  }
  const peak = charts[0] ? peakOf(charts[0], length) : null;
  if (peak !== null) lines.push(peak);
  return lines;
}
