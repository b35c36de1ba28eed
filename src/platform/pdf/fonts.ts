import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create, type Font, type Glyph } from 'fontkit';

/**
 * The fonts of our PDFs: DejaVu Sans Condensed has Latin, Greek, Cyrillic, Hebrew, Arabic and many signs; Noto Emoji has emoji
 * in one colour. Both are TrueType files of packages, which pdfkit embeds in part.
 */

const FILES = {
  regular: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf',
  bold: 'dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf',
  emoji: '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
} as const;

export type FontName = keyof typeof FILES;
/** What a text is asked to be set in; emoji come from their own font. */
export type Face = Exclude<FontName, 'emoji'>;

/**
 * Characters that are one glyph each, wherever they stand: no marks that are put onto others, no joined letters, no direction
 * but left to right. What is made of them alone needs no shaping, which takes ten times as long.
 */
const SIMPLE =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff\ufffd]*$/;

export function isSimple(text: string): boolean {
  return SIMPLE.test(text);
}

/** A font, with a short way for simple texts that are all it is asked for most of the time. */
export class PdfFont {
  readonly name: FontName;
  /** Units of an em. */
  readonly unitsPerEm: number;
  /** What pdfkit draws with. */
  readonly source: Font;
  readonly #font: Font;
  readonly #glyphs = new Map<string, Glyph>();

  constructor(name: FontName, bytes: Buffer) {
    this.name = name;
    const font = create(bytes);
    if (!('layout' in font)) throw new Error(`${FILES[name]} is a collection of fonts`);
    this.#font = font;
    this.unitsPerEm = font.unitsPerEm;
    this.source = Object.create(font, { layout: { value: this.#layout.bind(this) } }) as Font;
  }

  has(codePoint: number): boolean {
    return this.#font.hasGlyphForCodePoint(codePoint);
  }

  /** In units of the em. */
  widthOf(text: string): number {
    if (!isSimple(text)) return this.#font.layout(text).advanceWidth;
    let width = 0;
    for (const character of text) width += this.#glyphOf(character).advanceWidth;
    return width;
  }

  #glyphOf(character: string): Glyph {
    let glyph = this.#glyphs.get(character);
    if (glyph === undefined) {
      glyph = this.#font.glyphForCodePoint(character.codePointAt(0) ?? 0);
      this.#glyphs.set(character, glyph);
    }
    return glyph;
  }

  #layout(text: string): Pick<ReturnType<Font['layout']>, 'glyphs' | 'positions' | 'advanceWidth'> {
    if (!isSimple(text)) return this.#font.layout(text);
    const glyphs = Array.from(text, (character) => this.#glyphOf(character));
    const positions = glyphs.map(({ advanceWidth }) => ({
      xAdvance: advanceWidth,
      yAdvance: 0,
      xOffset: 0,
      yOffset: 0,
    }));
    return { glyphs, positions, advanceWidth: glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0) };
  }
}

export type PdfFonts = Readonly<Record<FontName, PdfFont>>;

const { resolve } = createRequire(import.meta.url);

async function readFonts(): Promise<PdfFonts> {
  const read = async (name: FontName) => new PdfFont(name, await readFile(resolve(FILES[name])));
  const [regular, bold, emoji] = await Promise.all([read('regular'), read('bold'), read('emoji')]);
  return { regular, bold, emoji };
}

let reading: Promise<PdfFonts> | undefined;

/** Reads the fonts once in a process, when the first PDF is made. */
export function loadFonts(): Promise<PdfFonts> {
  reading ??= readFonts();
  return reading;
}
