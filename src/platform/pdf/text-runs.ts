import { createRequire } from 'node:module';
import type { Bidi } from 'bidi-js';
import { type Face, type FontName, isSimple, type PdfFonts } from './fonts.ts';

/** Stands for a character that no font has. */
export const SUBSTITUTE = '\ufffd';

/** A piece of a line that is drawn at once. */
export interface Run {
  text: string;
  font: FontName;
}

export type Direction = 'ltr' | 'rtl';

// A factory by itself, which its types call the default of a module.
const bidi = (createRequire(import.meta.url)('bidi-js') as () => Bidi)();
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Characters that are written from right to left: Hebrew, Arabic and their neighbours, and what forces that direction. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc]/;
/** Ours of them: fontkit turns their glyphs around by itself, by their script. */
const TURNED_BY_FONT = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
/** What is drawn as nothing: marks of direction, joiners, variation selectors, soft hyphens. */
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}+$/u;
const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\u{1f1e6}-\u{1f1ff}]/u;

/** The direction of a paragraph: that of its first letter. */
export function directionOf(paragraph: string): Direction {
  if (!RIGHT_TO_LEFT.test(paragraph)) return 'ltr';
  return bidi.getEmbeddingLevels(paragraph, 'auto').paragraphs[0]?.level === 1 ? 'rtl' : 'ltr';
}

/** The paragraphs of a text; composed, since fonts have `é` and need not have its accent. */
export function paragraphsOf(text: string): string[] {
  return isSimple(text) ? [text] : text.normalize('NFC').replaceAll('\t', '    ').split(LINE_ENDS);
}

export function graphemesOf(text: string): string[] {
  return isSimple(text) ? Array.from(text) : Array.from(graphemes.segment(text), ({ segment }) => segment);
}

interface Piece extends Run {
  level: number;
}

/** The font that has all of a grapheme, and what to draw of it. */
function fontFor(grapheme: string, face: Face, fonts: PdfFonts): Run {
  if (INVISIBLE.test(grapheme)) return { text: '', font: face };
  const points = Array.from(grapheme, (character) => character.codePointAt(0) ?? 0);
  const order: FontName[] = EMOJI.test(grapheme) ? ['emoji', face] : [face, 'emoji'];
  const found = order.find((name) => points.every((point) => fonts[name].has(point)));
  if (found !== undefined) return { text: grapheme, font: found };
  // A letter under a mark that no font has is still the letter.
  const base = String.fromCodePoint(points[0] ?? 0);
  if (points.length > 1 && fonts[face].has(points[0] ?? 0)) return { text: base, font: face };
  return { text: SUBSTITUTE, font: face };
}

/** In reading order, each of one font and one direction. */
function piecesOf(line: string, levels: Uint8Array | null, face: Face, fonts: PdfFonts): Piece[] {
  const pieces: Piece[] = [];
  for (const { segment, index } of graphemes.segment(line)) {
    const level = levels?.[index] ?? 0;
    const mirrored = level % 2 === 1 ? (bidi.getMirroredCharacter(segment) ?? segment) : segment;
    const { text, font } = isSimple(mirrored) ? { text: mirrored, font: face } : fontFor(mirrored, face, fonts);
    const last = pieces.at(-1);
    if (last && last.font === font && last.level === level) last.text += text;
    else pieces.push({ text, font, level });
  }
  return pieces;
}

/** From reading order to the order on paper (UAX #9, rule L2). */
function reorder(pieces: Piece[]): Piece[] {
  const highest = Math.max(0, ...pieces.map(({ level }) => level));
  for (let level = highest; level >= 1; level -= 1) {
    for (let at = 0; at < pieces.length; at += 1) {
      let end = at;
      while (end < pieces.length && (pieces[end] as Piece).level >= level) end += 1;
      if (end - at > 1) pieces.splice(at, end - at, ...pieces.slice(at, end).reverse());
      at = Math.max(at, end - 1);
    }
  }
  return pieces;
}

/** What a font does not turn around because its script does not say so: punctuation within a line from right to left. */
function turned({ text, font, level }: Piece): Run {
  if (level % 2 === 0 || TURNED_BY_FONT.test(text)) return { text, font };
  return { text: graphemesOf(text).reverse().join(''), font };
}

/** A line (without line ends) as it is drawn from left to right. */
export function runsOf(line: string, direction: Direction, face: Face, fonts: PdfFonts): Run[] {
  if (isSimple(line) && direction === 'ltr') return line === '' ? [] : [{ text: line, font: face }];
  const mixed = direction === 'rtl' || RIGHT_TO_LEFT.test(line);
  const levels = mixed ? bidi.getEmbeddingLevels(line, direction).levels : null;
  return reorder(piecesOf(line, levels, face, fonts))
    .filter(({ text }) => text !== '')
    .map(turned);
}
