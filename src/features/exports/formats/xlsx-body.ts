import { Readable } from 'node:stream';
import { columnsOf, copyJson, rowsQuery } from '../dataset-query.ts';
import type { Body, BodyOptions } from './body.ts';
import { type CellRow, JsonRows } from './json-rows.ts';
import { headingOf } from './text-framing.ts';
import * as xml from './xlsx-xml.domain.ts';
import { type ZipEntry, zipOf } from './zip.ts';

/** Rows of a sheet below its head. */
const DATA_ROWS = xml.SHEET_ROWS - 1;

/** An Excel workbook. Rows beyond the limit of a sheet go on in the next one, under the same head. */
export function xlsxBody({ dataset, spec, snapshot, total, onRows }: BodyOptions): Body {
  const columns = columnsOf(dataset, spec.columns);
  const head = `<row>${columns.map((one) => xml.cell(headingOf(one, spec.timeZone), 1)).join('')}</row>`;
  const sheets = Math.max(1, Math.ceil(total / DATA_ROWS));
  let written = 0;
  let cut = 0;

  function rowXml(row: CellRow): string {
    let cells = '';
    for (const { name } of columns) {
      const value = row[name] ?? null;
      if (typeof value !== 'string') cells += xml.cell(value);
      else {
        const fitting = xml.fitToCell(value);
        if (fitting.length < value.length) cut += 1;
        cells += xml.cell(fitting);
      }
    }
    return `<row>${cells}</row>`;
  }

  const source = snapshot.copy(copyJson(rowsQuery(dataset, spec, 'cells'), ''));
  const rows = new JsonRows(source);

  async function* sheet(): AsyncGenerator<string> {
    yield xml.SHEET_BEGIN + head;
    for (let left = DATA_ROWS; left > 0; ) {
      const batch = await rows.next(left);
      if (batch.length === 0) break;
      left -= batch.length;
      written += batch.length;
      onRows(written);
      yield batch.map(rowXml).join('');
    }
    yield xml.SHEET_END;
  }

  const text = (name: string, content: string): ZipEntry => ({ name, open: () => Readable.from([content]) });
  const entries: ZipEntry[] = [
    text('[Content_Types].xml', xml.contentTypes(sheets)),
    text('_rels/.rels', xml.PACKAGE_RELATIONS),
    text('xl/workbook.xml', xml.workbook(dataset.name, sheets)),
    text('xl/_rels/workbook.xml.rels', xml.workbookRelations(sheets)),
    text('xl/styles.xml', xml.STYLES),
    ...Array.from({ length: sheets }, (_, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      open: () => Readable.from(sheet()),
    })),
  ];
  return { streams: [zipOf(entries, snapshot.takenAt)], rows: () => written, cutCells: () => cut };
}
