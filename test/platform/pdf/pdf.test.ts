import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadFonts } from '../../../src/platform/pdf/fonts.ts';
import { A4, PdfPages } from '../../../src/platform/pdf/pdf-pages.ts';
import { columnWidths, PdfTable } from '../../../src/platform/pdf/pdf-table.ts';
import { runsOf, SUBSTITUTE } from '../../../src/platform/pdf/text-runs.ts';
import { Typesetter } from '../../../src/platform/pdf/typesetter.ts';
import { pagesOf } from './read-pdf.ts';

const fonts = await loadFonts();
const STYLE = { size: 10, face: 'regular' } as const;

function newPages(size: readonly [number, number] = A4): PdfPages {
  return new PdfPages({ fonts, title: 'Title', headRight: 'right', foot: 'foot', size, createdAt: new Date(0) });
}

const drawn = (line: string, direction: 'ltr' | 'rtl' = 'ltr') => runsOf(line, direction, 'regular', fonts);

test('a PDF shows Latin, Greek, Cyrillic, Hebrew, Arabic and emoji, each in a font that has them', async () => {
  for (const text of ['Grüße', 'Ωμέγα', 'Жизнь', 'שלום', 'مرحبا']) {
    expect(drawn(text)).toEqual([{ text, font: 'regular' }]);
  }
  expect(drawn('up 🚀 ❤️')).toEqual([
    { text: 'up ', font: 'regular' },
    { text: '🚀', font: 'emoji' },
    { text: ' ', font: 'regular' },
    { text: '❤️', font: 'emoji' },
  ]);
  const pages = newPages();
  pages.paragraph('Grüße Ωμέγα Жизнь');
  const [page] = await pagesOf(Buffer.concat([pages.takeBytes(), pages.finish()]));
  expect(page).toContain('Grüße Ωμέγα Жизнь');
});

test('a PDF has a visible character in place of each that no font has, and counts them', () => {
  expect(drawn('漢字 and ไ')).toEqual([{ text: `${SUBSTITUTE}${SUBSTITUTE} and ${SUBSTITUTE}`, font: 'regular' }]);
  const type = new Typesetter(fonts);
  type.wrap('漢字 and \u0001', 500, STYLE);
  expect(type.substitutes).toBe(3);
});

test('text that reads from right to left is put into the order of paper, numbers and Latin words in theirs', () => {
  // On paper: `abc (12) םולש`, since a bracket opens to the side from which one reads.
  expect(drawn('שלום (12) abc עולם', 'rtl').map(({ text }) => text)).toEqual([' עולם', 'abc', ' (', '12', 'שלום )']);
  // Alone, punctuation has no script by which the font would turn it around.
  expect(drawn('אב 1 (-', 'rtl')[0]?.text).toBe('-) ');
});

test('lines break at spaces, and within a word only where it is longer than the line', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 20 }), (words) => {
      const type = new Typesetter(fonts);
      for (const line of type.wrap(words.join(' '), 120, STYLE)) {
        const single = line.runs.length === 1 && (line.runs[0]?.text.length ?? 0) <= 20;
        expect(line.width <= 121 || single).toBe(true);
      }
    }),
  );
  const lines = new Typesetter(fonts).wrap(`short ${'x'.repeat(60)}`, 100, STYLE);
  expect(lines[0]?.runs[0]?.text).toBe('short');
  expect(lines.map(({ runs }) => runs.map(({ text }) => text).join('')).join('')).toBe(`short${'x'.repeat(60)}`);
});

test('a table repeats its head on each page, numbers the pages, and loses no line of a row higher than a page', async () => {
  const pages = newPages([A4[1], A4[0]]);
  const long = Array.from({ length: 300 }, (_, n) => `line${n}`).join('\n');
  const rows = [...Array.from({ length: 60 }, (_, n) => [String(n), `row${n}`]), ['60', long], ['61', 'last']];
  const table = new PdfTable(pages, [{ heading: 'number', align: 'right' }, { heading: 'text' }], { sample: rows });
  for (const row of rows) table.row(row);
  const texts = await pagesOf(Buffer.concat([pages.takeBytes(), pages.finish()]));
  expect(texts.length).toBeGreaterThan(5);
  texts.forEach((text, index) => {
    expect(text).toContain('number');
    expect(text).toContain(`Page ${index + 1}`);
    expect(text).toContain('Title');
  });
  const words = texts.join(' ').split(/\s+/);
  for (let n = 0; n < 60; n += 1) expect(words).toContain(`row${n}`);
  for (let n = 0; n < 300; n += 1) expect(words).toContain(`line${n}`);
  expect(words).toContain('last');
});

test('the columns of a table fill the page, and narrow ones get what they need', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 30 }), (needed) => {
      const widths = columnWidths(needed, 770);
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(770, 3);
    }),
  );
  expect(columnWidths([40, 40, 5_000], 500)).toEqual([40, 40, 420]);
});
