import { type Face, isSimple, type PdfFonts } from './fonts.ts';
import { type Direction, directionOf, graphemesOf, paragraphsOf, type Run, runsOf, SUBSTITUTE } from './text-runs.ts';

/** A line of text that fits its width. */
export interface Line {
  runs: readonly SetRun[];
  /** Points. */
  width: number;
  direction: Direction;
}

export interface SetRun extends Run {
  /** Points. */
  width: number;
}

export interface Style {
  /** Points. */
  size: number;
  face: Face;
}

const countSubstitutes = (text: string) => text.split(SUBSTITUTE).length - 1;

/** Spaces belong to the word in front of them. */
const WORDS = /\S*\s*/g;

/** Breaks texts into lines of runs that pdfkit can draw: it neither changes fonts nor directions within a line. */
export class Typesetter {
  readonly #fonts: PdfFonts;
  #substitutes = 0;

  constructor(fonts: PdfFonts) {
    this.#fonts = fonts;
  }

  /** Characters so far that no font had. */
  get substitutes(): number {
    return this.#substitutes;
  }

  /** Width in points of a text that is not broken. */
  widthOf(text: string, { face, size }: Style): number {
    if (isSimple(text)) return this.#widthOfRun({ text, font: face }, size);
    return runsOf(text, 'ltr', face, this.#fonts).reduce((sum, run) => sum + this.#widthOfRun(run, size), 0);
  }

  /** The lines of a text, none wider than `width` (points) unless a single character is. */
  wrap(text: string, width: number, style: Style): Line[] {
    return paragraphsOf(text).flatMap((paragraph) => {
      const direction = directionOf(paragraph);
      return this.#break(paragraph, width, style).map((line) => this.#set(line, direction, style));
    });
  }

  /** One line, cut to `width` with an ellipsis. */
  fit(text: string, width: number, style: Style): Line {
    const one = paragraphsOf(text).join(' ');
    const direction = directionOf(one);
    if (this.widthOf(one, style) <= width) return this.#set(one, direction, style);
    const [head = ''] = this.#break(one, width - this.widthOf('…', style), style);
    return this.#set(`${head.trimEnd()}…`, direction, style);
  }

  #widthOfRun({ text, font }: Run, size: number): number {
    const { unitsPerEm } = this.#fonts[font];
    return (this.#fonts[font].widthOf(text) * size) / unitsPerEm;
  }

  #set(line: string, direction: Direction, { face, size }: Style): Line {
    const runs = runsOf(line.trimEnd(), direction, face, this.#fonts).map((run) => ({
      ...run,
      width: this.#widthOfRun(run, size),
    }));
    this.#substitutes += runs.reduce((sum, { text }) => sum + countSubstitutes(text), 0) - countSubstitutes(line);
    return { runs, width: runs.reduce((sum, run) => sum + run.width, 0), direction };
  }

  #break(paragraph: string, width: number, style: Style): string[] {
    if (this.widthOf(paragraph, style) <= width) return [paragraph];
    const lines: string[] = [];
    let line = '';
    let used = 0;
    for (const [word] of paragraph.matchAll(WORDS)) {
      const needed = this.widthOf(word.trimEnd(), style);
      if (used > 0 && used + needed > width) {
        lines.push(line);
        line = '';
        used = 0;
      }
      if (needed <= width) {
        line += word;
        used += this.widthOf(word, style);
        continue;
      }
      for (const grapheme of graphemesOf(word)) {
        const more = this.widthOf(grapheme, style);
        if (used > 0 && used + more > width) {
          lines.push(line);
          line = '';
          used = 0;
        }
        line += grapheme;
        used += more;
      }
    }
    if (line !== '' || lines.length === 0) lines.push(line);
    return lines;
  }
}
