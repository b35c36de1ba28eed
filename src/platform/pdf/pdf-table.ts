import { lineHeight, type PdfPages } from './pdf-pages.ts';
import type { Line, Style } from './typesetter.ts';

export interface PdfColumn {
  heading: string;
  /** Numbers stand at the right. */
  align?: 'left' | 'right';
}

/** Rows by which the widths of columns are decided. */
export const SAMPLE_ROWS = 200;
const PADDING = 3;
const HEAD_FILL = '#eef2f6';
const RULE = '#d0d5dd';
/** A column is at least as wide as some characters. */
const LEAST_WIDTH = 30;
/** Of a heading; what does not fit into so many is cut. */
const HEAD_LINES = 5;

/**
 * Widths in points that add up to `width`: each column what it needs where there is room for all, else the wide ones share what the
 * narrow ones leave.
 */
export function columnWidths(needed: readonly number[], width: number): number[] {
  const wanted = needed.map((points) => Math.max(LEAST_WIDTH, points));
  const sum = wanted.reduce((total, points) => total + points, 0);
  if (sum <= width) return wanted.map((points) => (points * width) / sum);
  const widths = wanted.map(() => 0);
  let left = width;
  let open = wanted.map((points, index) => ({ points, index })).sort((a, b) => a.points - b.points);
  while (open.length > 0) {
    const share = left / open.length;
    const [first] = open as [(typeof open)[0]];
    if (first.points > share) {
      for (const { index } of open) widths[index] = share;
      break;
    }
    widths[first.index] = first.points;
    left -= first.points;
    open = open.slice(1);
  }
  return widths;
}

/** A table whose head repeats on each page; cells wrap, and a row that is higher than a page goes on on the next one. */
export class PdfTable {
  readonly #pages: PdfPages;
  readonly #columns: readonly PdfColumn[];
  readonly #widths: readonly number[];
  readonly #body: Style;
  readonly #head: Style;

  /** @param sample rows by which widths are decided */
  constructor(
    pages: PdfPages,
    columns: readonly PdfColumn[],
    { size = 8, sample }: { size?: number; sample: readonly (readonly string[])[] },
  ) {
    this.#pages = pages;
    this.#columns = columns;
    this.#body = { size, face: 'regular' };
    this.#head = { size, face: 'bold' };
    this.#widths = columnWidths(
      columns.map(({ heading }, index) => this.#neededBy(heading, index, sample)),
      pages.width,
    );
    this.#drawHead();
  }

  row(cells: readonly string[]): void {
    let rest = cells.map((cell, index) => this.#wrap(cell, index, this.#body));
    const height = lineHeight(this.#body);
    while (rest.some((lines) => lines.length > 0)) {
      const needed = Math.max(1, ...rest.map((lines) => lines.length)) * height + 2 * PADDING;
      const fitsPage = needed <= this.#pages.bottom - this.#pages.top - 3 * height;
      const room = Math.floor((this.#pages.room - 2 * PADDING) / height);
      if (room < 1 || (fitsPage && needed > this.#pages.room)) {
        this.#pages.newPage();
        this.#drawHead();
        continue;
      }
      this.#drawCells(
        rest.map((lines) => lines.slice(0, room)),
        this.#body,
      );
      rest = rest.map((lines) => lines.slice(room));
    }
  }

  #neededBy(heading: string, index: number, sample: readonly (readonly string[])[]): number {
    const { type } = this.#pages;
    const longest = sample
      .slice(0, SAMPLE_ROWS)
      .map((cells) => type.widthOf((cells[index] ?? '').slice(0, 200), this.#body));
    return Math.max(type.widthOf(heading, this.#head), ...longest) + 2 * PADDING + 1;
  }

  #wrap(text: string, index: number, style: Style): Line[] {
    return this.#pages.type.wrap(text, (this.#widths[index] ?? 0) - 2 * PADDING, style);
  }

  #drawHead(): void {
    const lines = this.#columns.map(({ heading }, index) =>
      this.#wrap(heading, index, this.#head).slice(0, HEAD_LINES),
    );
    const height = Math.max(...lines.map((cell) => cell.length)) * lineHeight(this.#head) + 2 * PADDING;
    const { doc, left, width, y } = this.#pages;
    doc.rect(left, y, width, height).fill(HEAD_FILL);
    this.#drawCells(lines, this.#head);
  }

  #drawCells(cells: readonly (readonly Line[])[], style: Style): void {
    const pages = this.#pages;
    const height = lineHeight(style);
    let x = pages.left;
    cells.forEach((lines, index) => {
      const width = this.#widths[index] ?? 0;
      const align = this.#columns[index]?.align === 'right' ? { align: 'right' as const } : {};
      lines.forEach((line, at) => {
        const place = { x: x + PADDING, y: pages.y + PADDING + at * height, width: width - 2 * PADDING };
        pages.line(line, style, { ...place, ...align });
      });
      x += width;
    });
    pages.y += Math.max(1, ...cells.map((lines) => lines.length)) * height + 2 * PADDING;
    pages.doc.moveTo(pages.left, pages.y).lineTo(pages.right, pages.y).lineWidth(0.5).strokeColor(RULE).stroke();
  }
}
