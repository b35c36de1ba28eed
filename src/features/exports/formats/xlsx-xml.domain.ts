/** The XML of a workbook (ECMA-376, SpreadsheetML). Pure. */

/** Rows of a sheet, including its head. */
export const SHEET_ROWS = 1_048_576;
/** Characters of a cell, in UTF-16 units. */
const CELL_CHARACTERS = 32_767;

const NS = 'http://schemas.openxmlformats.org';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

export function contentTypes(sheets: number): string {
  const overrides = range(sheets).map(
    (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`,
  );
  return `${HEAD}<Types xmlns="${NS}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/>${overrides.join('')}</Types>`;
}

export const PACKAGE_RELATIONS = `${HEAD}<Relationships xmlns="${NS}/package/2006/relationships"><Relationship Id="rId1" Type="${NS}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export function workbookRelations(sheets: number): string {
  const relations = range(sheets).map(
    (n) =>
      `<Relationship Id="rId${n}" Type="${NS}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  return `${HEAD}<Relationships xmlns="${NS}/package/2006/relationships">${relations.join('')}<Relationship Id="rId${sheets + 1}" Type="${NS}/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`;
}

/** @param name of the sheets: at most 20 characters of `a-z` and `-` */
export function workbook(name: string, sheets: number): string {
  const list = range(sheets).map(
    (n) => `<sheet name="${sheets === 1 ? name : `${name} ${n}`}" sheetId="${n}" r:id="rId${n}"/>`,
  );
  return `${HEAD}<workbook xmlns="${NS}/spreadsheetml/2006/main" xmlns:r="${NS}/officeDocument/2006/relationships"><sheets>${list.join('')}</sheets></workbook>`;
}

/** Two formats: 0 for values, 1 (bold) for the head. */
export const STYLES = `${HEAD}<styleSheet xmlns="${NS}/spreadsheetml/2006/main"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`;

/** The head stays visible when the sheet is scrolled. */
export const SHEET_BEGIN = `${HEAD}<worksheet xmlns="${NS}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
export const SHEET_END = '</sheetData></worksheet>';

/** Characters that XML cannot contain, and texts that would be read as escapes for them. */
const UNSPEAKABLE = /[^\P{Cc}\t\n]|[\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu;
const MARKUP = /[&<>]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escapeUnit = (unit: string) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

export function xmlText(text: string): string {
  return text.replace(UNSPEAKABLE, escapeUnit).replace(MARKUP, (sign) => ENTITIES[sign] as string);
}

/** The start of a text that fits into a cell. Never cuts a character of two units in half. */
export function fitToCell(text: string): string {
  if (text.length <= CELL_CHARACTERS) return text;
  const last = text.charCodeAt(CELL_CHARACTERS - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? CELL_CHARACTERS - 1 : CELL_CHARACTERS);
}

/** A text stays a text, whatever it looks like: it never becomes a formula, and ids keep their leading zeros. */
export function cell(value: string | number | boolean | null, style: 0 | 1 = 0): string {
  const s = style === 0 ? '' : ` s="${style}"`;
  if (value === null) return '<c/>';
  if (typeof value === 'number') return `<c${s}><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c${s} t="b"><v>${value ? 1 : 0}</v></c>`;
  return `<c${s} t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
}
