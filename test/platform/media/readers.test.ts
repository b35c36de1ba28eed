import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MediaTask } from '../../../src/platform/media/media.contract.ts';
import { MediaPool } from '../../../src/platform/media/media-pool.ts';
import { document, docx, paragraph, sharedStrings, title, workbook, xlsx } from '../../support/media/office-files.ts';
import { pdf } from '../../support/media/pdf-files.ts';

let folder: string;
let pool: MediaPool;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vibe-readers-'));
  pool = new MediaPool({ size: 1 });
});
afterAll(async () => {
  pool.close();
  await rm(folder, { recursive: true });
});

async function metaOf(kind: Exclude<MediaTask['kind'], 'image'>, bytes: Buffer | string) {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  const outcome = await pool.run({ kind, path }, new AbortController().signal);
  if (!('report' in outcome)) throw new Error(JSON.stringify(outcome));
  expect(outcome.report.variants).toEqual([]);
  return outcome.report.meta;
}

describe('documents', () => {
  test('a PDF has pages, a title and the start of its text', async () => {
    expect(await metaOf('pdf', pdf({ pages: 12, words: 'Hello trends', info: 'Q3 report' }))).toEqual({
      pages: 12,
      title: 'Q3 report',
      excerpt: 'Hello trends Hello trends Hello trends',
    });
    expect(await metaOf('pdf', pdf())).toMatchObject({ pages: 1, title: null });
  });

  test('a DOCX has its title, the pages that its program counted, and words with what they are split into', async () => {
    const pages = { name: 'docProps/app.xml', bytes: '<Properties><Pages>7</Pages></Properties>' };
    const runs = '<w:p><w:r><w:t>Up</w:t></w:r><w:r><w:t>ward</w:t></w:r></w:p>';
    const bytes = docx(document(runs + paragraph('Bulls &amp; bears, 日本')), title('A &lt;view&gt;'), pages);
    expect(await metaOf('docx', bytes)).toEqual({ pages: 7, title: 'A <view>', excerpt: 'Upward Bulls & bears, 日本' });
    expect(await metaOf('docx', docx(document('')))).toEqual({ pages: null, title: null, excerpt: '' });
  });

  test('a DOCX of a million words is read as far as is shown', async () => {
    const meta = await metaOf('docx', docx(document(paragraph('word number n ').repeat(200_000))));
    expect(Array.from(meta.excerpt as string)).toHaveLength(500);
  });

  test('an XLSX has the names of its sheets and the start of its texts', async () => {
    const strings = sharedStrings('<si><t>Symbol</t></si><si><r><t>AA</t></r><r><t>PL</t></r></si>');
    expect(await metaOf('xlsx', xlsx(workbook(['Prices', 'Notes &amp; more']), strings, title('Book')))).toEqual({
      sheets: ['Prices', 'Notes & more'],
      title: 'Book',
      excerpt: 'Symbol AA PL',
    });
  });

  test('a text has its lines, and Markdown its first heading', async () => {
    expect(await metaOf('text', 'one\r\ntwo\nthree')).toMatchObject({
      lines: 3,
      title: null,
      excerpt: 'one two three',
    });
    expect(await metaOf('text', 'intro\n\n# A *title*\n\ntext')).toMatchObject({ title: 'A *title*' });
    expect(await metaOf('text', Buffer.from([0x63, 0x61, 0x66, 0xe9]))).toMatchObject({
      encoding: 'windows-1252',
      encodingGuessed: true,
      excerpt: 'café',
    });
  });
});

describe('tables', () => {
  test('columns have the narrowest type that fits all their values', async () => {
    const rows = [
      'id,price,up,day,note,none',
      '1,1.5,true,2026-01-02,a,',
      '-2,2,FALSE,2026-01-03T10:00:00Z,1,',
      '3,1e9,true,2026-01-04 10:00,,',
    ];
    expect(await metaOf('csv', `${rows.join('\n')}\n`)).toEqual({
      encoding: 'utf-8',
      encodingGuessed: false,
      delimiter: ',',
      rows: 3,
      raggedRows: 0,
      columns: [
        { name: 'id', type: 'integer' },
        { name: 'price', type: 'number' },
        { name: 'up', type: 'boolean' },
        { name: 'day', type: 'date' },
        { name: 'note', type: 'text' },
        { name: 'none', type: 'empty' },
      ],
    });
  });

  test.each([
    [',', 'a,b\n1,"x;y"\n2,"p;q"\n'],
    [';', 'a;b\n1,5;2,5\n3,5;4,5\n'],
    ['\t', 'a\tb\n1, one\t2, two\n3\t4\n'],
    ['|', 'a|b\n1|2\n3|4\n'],
    [',', 'only\none\ncolumn\n'],
  ])('the delimiter %j is found', async (delimiter, text) => {
    expect(await metaOf('csv', text)).toMatchObject({ delimiter, rows: 2, raggedRows: 0 });
  });

  test('a line break within quotes is no row, a row that is too short is counted', async () => {
    expect(await metaOf('csv', 'a,b\r\n"one\r\ntwo",2\r\n3\r\n\r\n4,5\r\n')).toMatchObject({ rows: 3, raggedRows: 1 });
  });

  test('the encoding is read from its mark, or UTF-8 where all of it is, or guessed and marked as guessed', async () => {
    const text = 'name,größe\nä,1\n';
    const of = async (bytes: Buffer) => {
      const { encoding, encodingGuessed, columns } = await metaOf('csv', bytes);
      return [encoding, encodingGuessed, (columns as { name: string }[])[1]?.name];
    };
    expect(await of(Buffer.from(text))).toEqual(['utf-8', false, 'größe']);
    expect(await of(Buffer.from(`\uFEFF${text}`))).toEqual(['utf-8', false, 'größe']);
    expect(await of(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(['utf-16le', false, 'größe']);
    expect(await of(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16())).toEqual(['utf-16be', false, 'größe']);
    expect(await of(Buffer.from(text, 'latin1'))).toEqual(['windows-1252', true, 'größe']);
  });

  test('an encoding is not taken for another because the file is long', async () => {
    const plain = 'a,b\n'.repeat(100_000);
    expect(await metaOf('csv', `${plain}é,1\n`)).toMatchObject({
      encoding: 'utf-8',
      encodingGuessed: false,
      rows: 100_000,
    });
    expect(await metaOf('csv', Buffer.from(`${plain}é,1\n`, 'latin1'))).toMatchObject({ encoding: 'windows-1252' });
  });
});

describe('JSON', () => {
  test('a list of objects is rows with columns, of all types that occur', async () => {
    expect(await metaOf('json', '\uFEFF[{"a": 1, "b": null}, {"a": "x", "c": [1]}, 5]')).toMatchObject({
      encoding: 'utf-8',
      shape: 'array',
      rows: 3,
      columns: [
        { name: 'a', type: 'number | string' },
        { name: 'b', type: 'null' },
        { name: 'c', type: 'array' },
      ],
    });
  });

  test.each([
    ['{"a": {"b": 1}}', { shape: 'object', rows: null, columns: [{ name: 'a', type: 'object' }] }],
    ['"text"', { shape: 'string', rows: null, columns: [] }],
    ['null', { shape: 'null', rows: null, columns: [] }],
    ['[]', { shape: 'array', rows: 0, columns: [] }],
  ])('the JSON %s is described by its type', async (text, meta) => {
    expect(await metaOf('json', text)).toMatchObject(meta);
    expect(await metaOf('json', Buffer.from(`\uFEFF${text}`, 'utf16le'))).toMatchObject({
      ...meta,
      encoding: 'utf-16le',
    });
  });
});
