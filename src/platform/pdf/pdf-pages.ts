import PDFDocument from 'pdfkit';
import type { Face, PdfFonts } from './fonts.ts';
import { type Line, type Style, Typesetter } from './typesetter.ts';

/** Width and height in points. */
export const A4 = [595.28, 841.89] as const;

export interface PdfOptions {
  fonts: PdfFonts;
  /** In the properties of the document too. */
  title: string;
  /** At the top of each page, opposite the title. */
  headRight: string;
  /** At the bottom of each page, opposite its number. */
  foot: string;
  /** Width and height in points; A4 upright unless told otherwise. */
  size?: readonly [number, number];
  createdAt: Date;
}

export interface Placed {
  /** Points from the left and upper edge of the page. */
  x: number;
  y: number;
  /** Points to the right end; lines from right to left, and those that are told so, end there. */
  width: number;
  align?: 'left' | 'right';
  colour?: string;
}

const MARGIN = 36;
/** Between head or foot and what is within. */
const GAP = 14;
const SMALL: Style = { size: 8, face: 'regular' };
const LINE_HEIGHT = 1.3;
/** With features, if only an empty list, a run is shaped as a whole; else word by word, always from left to right. */
const AS_MEASURED = { lineBreak: false, wordCount: 1, features: [] };
const GREY = '#667085';
const INK = '#101828';

/** Height of a line in points. */
export function lineHeight({ size }: Style): number {
  return size * LINE_HEIGHT;
}

/**
 * A PDF whose pages carry a head and a foot with their number. `y` is where the next thing goes; what is drawn below `bottom` needs
 * {@link PdfPages.newPage} before. Finished pages leave by {@link PdfPages.takeBytes}, so that a document of any length takes little
 * memory.
 */
export class PdfPages {
  /** For what is drawn by hand: lines, shapes, images. */
  readonly doc: PDFKit.PDFDocument;
  readonly type: Typesetter;
  readonly left = MARGIN;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  y = 0;
  readonly #options: PdfOptions;
  #page = 0;

  constructor(options: PdfOptions) {
    const { fonts, title, createdAt, size = A4 } = options;
    this.#options = options;
    this.type = new Typesetter(fonts);
    this.doc = new PDFDocument({
      size: [...size],
      margin: 0,
      autoFirstPage: false,
      // Of words, which would keep each one that ever was.
      fontLayoutCache: false,
      displayTitle: true,
      info: { Title: title, CreationDate: createdAt, Producer: 'Vibe Trend Analyzer', Creator: 'Vibe Trend Analyzer' },
    });
    // pdfkit takes an opened font, which its types do not say.
    for (const { name, source } of Object.values(fonts)) this.doc.registerFont(name, source as never);
    this.right = size[0] - MARGIN;
    this.top = MARGIN + lineHeight(SMALL) + GAP;
    this.bottom = size[1] - MARGIN - lineHeight(SMALL) - GAP;
    this.newPage();
  }

  get width(): number {
    return this.right - this.left;
  }

  /** Points that are left on the page. */
  get room(): number {
    return this.bottom - this.y;
  }

  newPage(): void {
    this.doc.addPage();
    this.#page += 1;
    const { title, headRight, foot } = this.#options;
    const half = this.width / 2 - GAP;
    const place = { x: this.left, y: MARGIN, width: half, colour: GREY };
    const opposite = { ...place, x: this.right - half, align: 'right' as const };
    const bottom = this.bottom + GAP;
    this.line(this.type.fit(title, half, { ...SMALL, face: 'bold' }), { ...SMALL, face: 'bold' }, place);
    this.line(this.type.fit(headRight, half, SMALL), SMALL, opposite);
    this.line(this.type.fit(foot, this.width * 0.8, SMALL), SMALL, { ...place, width: this.width * 0.8, y: bottom });
    this.line(this.type.fit(`Page ${this.#page}`, half, SMALL), SMALL, { ...opposite, y: bottom });
    this.y = this.top;
  }

  /** Draws one line. */
  line(line: Line, style: Style, { x, y, width, align, colour = INK }: Placed): void {
    const atEnd = align === 'right' || (align === undefined && line.direction === 'rtl');
    let at = atEnd ? x + width - line.width : x;
    this.doc.fillColor(colour).fontSize(style.size);
    for (const run of line.runs) {
      this.doc.font(run.font).text(run.text, at, y, { ...AS_MEASURED, textWidth: run.width } as object);
      at += run.width;
    }
  }

  /** A paragraph at `y`, over as many pages as it needs. */
  paragraph(text: string, options: { size?: number; face?: Face; colour?: string; after?: number } = {}): void {
    const { size = 10, face = 'regular', colour = INK, after = size * 0.6 } = options;
    const style = { size, face };
    for (const line of this.type.wrap(text, this.width, style)) {
      if (this.room < lineHeight(style)) this.newPage();
      this.line(line, style, { x: this.left, y: this.y, width: this.width, colour });
      this.y += lineHeight(style);
    }
    this.y += after;
  }

  /** A heading, with room for some lines below it on the same page. */
  heading(text: string, size = 13): void {
    if (this.room < size * 6) this.newPage();
    this.paragraph(text, { size, face: 'bold', after: size * 0.4 });
  }

  /** The bytes that are ready. */
  takeBytes(): Buffer {
    return (this.doc.read() as Buffer | null) ?? Buffer.alloc(0);
  }

  /** Ends the document. @returns the bytes that had not been taken */
  finish(): Buffer {
    this.doc.end();
    return this.takeBytes();
  }
}
