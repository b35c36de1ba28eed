/** What every benchmark prints: a table for people, then one JSON line a figure for scripts. */

export interface Figure {
  figure: string;
  ours: number;
  baseline: number;
  /** ours / baseline */
  ratio: number;
  unit: string;
  rounds: number;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Nearest-rank percentile. @param rank between 0 and 1 @throws on an empty sample */
export function percentile(values: readonly number[], rank: number): number {
  if (values.length === 0) throw new Error('a percentile of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(rank * sorted.length) - 1))] as number;
}

export function figure(name: string, unit: string, ours: number, baseline: number, rounds: number): Figure {
  return { figure: name, ours, baseline, ratio: ours / baseline, unit, rounds };
}

const round = (value: number) => Number(value.toPrecision(4));

export function printFigures(figures: readonly Figure[]): void {
  const cells = [
    ['figure', 'ours', 'baseline', 'ratio', 'unit', 'rounds'],
    ...figures.map((f) => [f.figure, round(f.ours), round(f.baseline), round(f.ratio), f.unit, f.rounds].map(String)),
  ];
  const widths = (cells[0] as string[]).map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  for (const row of cells) {
    process.stdout.write(`${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`);
  }
  process.stdout.write('\n');
  for (const f of figures) {
    process.stdout.write(
      `${JSON.stringify({ ...f, ours: round(f.ours), baseline: round(f.baseline), ratio: round(f.ratio) })}\n`,
    );
  }
}
