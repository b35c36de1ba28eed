import type { ReportKind } from '../accounts/accounts.contract.ts';
import type { ReportScope } from './reports.contract.ts';

/** What a report says: the one thing that page, PDF and mail are made of. Pure. */

export type FigureUnit = 'count' | 'percent' | 'milliseconds';

export interface ReportFigure {
  label: string;
  unit: FigureUnit;
  /** Null: there is nothing to tell, a share of nothing for example. */
  value: number | null;
  /** The same of the period before. */
  before: number | null;
}

export interface ReportChart {
  title: string;
  /** `bar`: stacked. */
  type: 'line' | 'bar';
  /** Of the steps, in the zone of the report. */
  labels: string[];
  series: { name: string; values: number[] }[];
}

export interface ReportDocument {
  version: 1;
  scope: ReportScope;
  kind: ReportKind;
  period: string;
  firstDay: string;
  lastDay: string;
  from: string;
  to: string;
  tz: string;
  /** What was committed before is in it. */
  asOf: string;
  title: string;
  summary: string[];
  figures: ReportFigure[];
  charts: ReportChart[];
  /** Ranked, the first one first. */
  tables: { title: string; rows: { label: string; value: number }[] }[];
}

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const shares = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** As people read it. */
export function showFigure(value: number | null, unit: FigureUnit): string {
  if (value === null) return '–';
  if (unit === 'percent') return `${shares.format(value)} %`;
  return unit === 'milliseconds' ? `${counts.format(value)} ms` : counts.format(value);
}

/** By which share it changed; null without a base, 0 when equal. */
export function changePercent({ value, before }: Pick<ReportFigure, 'value' | 'before'>): number | null {
  if (value === null || before === null) return null;
  if (value === before) return 0;
  return before === 0 ? null : (100 * (value - before)) / before;
}

/** `+4.5 %`, `−2 %`, `0 %`, or `–` where there is nothing to compare with. */
export function showChange(figure: ReportFigure): string {
  const change = changePercent(figure);
  if (change === null) return '–';
  const rounded = Math.round(change * 10) / 10;
  return `${rounded > 0 ? '+' : rounded < 0 ? '−' : ''}${shares.format(Math.abs(rounded))} %`;
}
