import { runbookOf } from '../rules/rules.service.ts';

/** One change of an alert, as a channel reports it. */
export interface ToldChange {
  transition_id: string;
  alert_id: string;
  rule_key: string | null;
  rule_name: string;
  metric: string;
  severity: string;
  series: string;
  labels: Record<string, string>;
  /** Kind of the transition. */
  kind: string;
  at: Date;
  value: number | null;
  threshold: number;
  fired_at: Date;
  /** Why the report is late or on this channel: `silence`, `cause`, or another `channel` that failed. */
  held_by: string | null;
  /** How many alerts follow from this one and are not reported. */
  muted: number;
}

/** The changes that a channel reports at once. The id stays the same however often it is tried. */
export interface Notice {
  id: string;
  at: Date;
  changes: readonly ToldChange[];
  publicUrl: string;
}

const OPENING = new Set(['fired', 'no_data', 'error', 'escalated']);
const MAX_TEXT = 300;
const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** Text of rules and labels on one line, cut. People write names, and labels come from many sources. */
export function cut(text: string, length = MAX_TEXT): string {
  const line = text.replaceAll(CONTROL, ' ');
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

export const isOpening = ({ kind }: ToldChange) => OPENING.has(kind);

const WORDS: Readonly<Record<string, string>> = {
  fired: 'FIRING',
  no_data: 'NO DATA',
  error: 'ERROR',
  escalated: 'STILL FIRING, not acknowledged',
  recovered: 'recovered',
  data_back: 'data is back',
  resolved: 'resolved by a person',
  ended: 'ended with its process',
  rule_changed: 'ended, its rule was changed',
};

const HELD: Readonly<Record<string, string>> = {
  silence: ', was silenced',
  cause: ', after what it followed from',
  channel: ', since another channel fails',
};

/** A change in one line. */
export function lineOf(change: ToldChange): string {
  const labels = Object.entries(change.labels).map(([name, value]) => `${name}=${cut(value, 100)}`);
  const value = change.value === null ? '' : `, ${change.metric} is ${Number(change.value.toPrecision(4))}`;
  const where = labels.length === 0 ? '' : ` (${labels.join(', ')})`;
  const since =
    isOpening(change) && change.kind !== 'escalated' && change.held_by === null
      ? ''
      : `, since ${change.fired_at.toISOString()}`;
  const held = HELD[change.held_by ?? ''] ?? '';
  const muted = change.muted === 0 ? '' : `; ${change.muted} alerts that follow from it are not told`;
  const words = WORDS[change.kind] ?? change.kind;
  // The short parts come last, after those that may be cut.
  return `${cut(`${words}: ${change.rule_name}${where}`)}${value}, threshold ${change.threshold}${since}${held}${muted}`;
}

/** Link to the section of the runbook. Null for rules that people have made. */
export function runbookUrl({ rule_key }: ToldChange, publicUrl: string): string | null {
  const path = runbookOf(rule_key);
  return path === null ? null : `${publicUrl}${path}`;
}

/** The notice in a few words. */
export function titleOf({ changes }: Notice): string {
  const firing = changes.filter(isOpening).length;
  const [first] = changes;
  if (changes.length === 1 && first) return lineOf(first);
  return `${firing} alerts fire, ${changes.length - firing} have ended`;
}
