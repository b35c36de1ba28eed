import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { ExportSpec } from '../../../src/features/exports/exports.contract.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
import { pagesOf } from '../../platform/pdf/read-pdf.ts';
import { addPrices, createExportsFixture, type ExportsFixture, stateOf, USER } from './support.ts';

/** Random texts of all scripts go through an export and come back through readers that are not ours. */

const exec = promisify(execFile);
let fixture: ExportsFixture;
beforeAll(async () => {
  fixture = await createExportsFixture();
});
afterAll(() => fixture.close());

async function exported(spec: Partial<ExportSpec>): Promise<Buffer> {
  const fence = await fixture.ask(spec);
  await fixture.write(fence);
  const { object_key: key } = await stateOf(fixture.em(), fence.jobId);
  const object = await fixture.storage.get(String(key));
  if (object.outcome !== 'found') throw new Error('no object');
  return await buffer(object.body);
}

/** What Postgres takes for a text: anything but NUL and halves of characters. Half of them begin like a formula or hold what formats use. */
const SPECIAL = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '"',
  "'",
  ',',
  ';',
  '\\',
  '\\N',
  '\\.',
  '＝',
  '－',
  ' ',
  '\u00a0',
  '\u0001',
  '\u0002',
  'שלום',
  'مرحبا',
  '🎉',
  'é',
  '漢',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...SPECIAL), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 8 })
  .map((parts) => parts.join('').replaceAll('\u0000', '').toWellFormed());

/** Seeded: the same texts in every run. */
const TEXTS = fc.sample(text, { numRuns: 2_000, seed: 13 });

/** What a spreadsheet takes for a formula, told here once more and in another way. */
function isFormula(value: string): boolean {
  if (/^[\t\r\n]/.test(value)) return true;
  const seen = value.replace(/^[\s\u0085\u200b\ufeff]+/, '');
  return ['=', '+', '-', '@', '＝', '＋', '－', '＠'].some((sign) => seen.startsWith(sign));
}

describe('texts of all scripts', () => {
  beforeAll(async () => {
    await run(
      fixture.em(),
      sql`insert into post (author_id, body, sentiment, created_at)
          select ${USER}, body, 'neutral', now() from unnest(${TEXTS}::text[]) with ordinality as t(body, n) order by n`,
    );
    const kept = await row<{ same: boolean }>(
      fixture.em(),
      sql`select array_agg(body order by id) = ${TEXTS}::text[] as same from post`,
    );
    if (kept?.same !== true) throw new Error('Postgres keeps other texts');
  });
  const spec = { dataset: 'posts', columns: ['body', 'likeCount'] };
  const guarded = TEXTS.map((value) => (isFormula(value) ? `'${value}` : value));

  test.each(['standard', 'excel', 'excel-semicolon'] as const)(
    'texts of all scripts come back from a CSV (%s), guarded against formulas',
    async (dialect) => {
      const bytes = await exported({ ...spec, dialect });
      const options = { bom: true, delimiter: dialect === 'excel-semicolon' ? ';' : ',', record_delimiter: '\n' };
      const [head, ...records] = parse(bytes, options) as unknown as string[][];
      expect(head).toEqual(['body', 'likeCount']);
      expect(records.map(([body]) => body)).toEqual(guarded);
      expect(guarded.filter((value, index) => value !== TEXTS[index]).length).toBeGreaterThan(100);
    },
  );

  test('texts of all scripts come back from the CSV reader of Python, where Python is installed', async () => {
    const path = join(fixture.directory, 'posts.csv');
    await writeFile(path, await exported(spec));
    const program =
      'import csv, json, sys\nwith open(sys.argv[1], newline="", encoding="utf-8") as f: print(json.dumps([r[0] for r in csv.reader(f)][1:]))';
    const python = await exec('python3', ['-c', program, path], { maxBuffer: 64 * 1024 * 1024 }).catch((error) => {
      if ((error as { code?: unknown }).code === 'ENOENT') return null;
      throw error;
    });
    // Without a Python there is nothing to compare.
    expect(python === null ? guarded : JSON.parse(python.stdout)).toEqual(guarded);
  });

  test.each(['json', 'ndjson'] as const)('texts of all scripts come back from %s unchanged', async (format) => {
    const content = (await exported({ ...spec, format })).toString();
    const found =
      format === 'json'
        ? (JSON.parse(content) as unknown[])
        : content
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as unknown);
    expect(found.map((one) => (one as { body: string }).body)).toEqual(TEXTS);
  });

  test('texts of all scripts make a PDF that can be read', async () => {
    const pages = await pagesOf(await exported({ ...spec, format: 'pdf' }));
    expect(pages.length).toBeGreaterThan(10);
    pages.forEach((page, index) => {
      expect(page).toContain('likeCount');
      expect(page).toContain(`Page ${index + 1}`);
    });
  });
});

describe('a PDF', () => {
  test('a PDF shows Latin, Greek and Cyrillic words of every row, its zone and its snapshot', async () => {
    const words = ['Grüße', 'Ωμέγα', 'Жизнь', 'naïve', 'Ђорђе'];
    await run(fixture.em(), sql`delete from post`);
    await run(
      fixture.em(),
      sql`insert into post (author_id, body, sentiment) select ${USER}, (${words}::text[])[1 + n % 5] || n, 'bullish'
          from generate_series(1, 500) n`,
    );
    const columns = ['createdAt', 'body', 'sentiment'];
    const bytes = await exported({ dataset: 'posts', format: 'pdf', columns, timeZone: 'Europe/Berlin' });
    const all = (await pagesOf(bytes)).join('\n');
    for (let n = 1; n <= 500; n += 1) expect(all).toContain(`${words[n % 5]}${n}`);
    expect(all).toContain('createdAt (Europe/Berlin)');
    expect(all).toContain('500 rows · times in Europe/Berlin');
  });

  test('a PDF of more than 20,000 rows is refused for good, and leaves nothing', async () => {
    await addPrices(fixture.em(), 10_001);
    const before = await fixture.stored();
    await expect(exported({ dataset: 'prices', format: 'pdf' })).rejects.toMatchObject({
      code: 'export_too_many_rows',
      final: true,
    });
    expect(await fixture.stored()).toEqual(before);
  });
});
