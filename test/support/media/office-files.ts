import { type RawEntry, rawZip } from './raw-zip.ts';

const TYPES = 'application/vnd.openxmlformats-officedocument';
const MAIN = {
  docx: `${TYPES}.wordprocessingml.document.main+xml`,
  xlsx: `${TYPES}.spreadsheetml.sheet.main+xml`,
  pptx: `${TYPES}.presentationml.presentation.main+xml`,
  docm: 'application/vnd.ms-word.document.macroEnabled.main+xml',
} as const;

export type OfficeKind = keyof typeof MAIN;

/** The list of parts of an archive that says it is of these kinds. */
export function contentTypes(...kinds: OfficeKind[]): RawEntry {
  const parts = kinds.map((kind) => `<Override PartName="/main/${kind}.xml" ContentType="${MAIN[kind]}"/>`);
  return {
    name: '[Content_Types].xml',
    bytes: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${parts.join('')}</Types>`,
  };
}

export function document(body: string, head = ''): RawEntry {
  const xmlns = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return {
    name: 'word/document.xml',
    bytes: `<?xml version="1.0"?>${head}<w:document xmlns:w="${xmlns}"><w:body>${body}</w:body></w:document>`,
  };
}

export function workbook(sheets: readonly string[]): RawEntry {
  const xmlns = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const listed = sheets.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}"/>`).join('');
  return {
    name: 'xl/workbook.xml',
    bytes: `<?xml version="1.0"?><workbook xmlns="${xmlns}"><sheets>${listed}</sheets></workbook>`,
  };
}

export function sharedStrings(content: string): RawEntry {
  return { name: 'xl/sharedStrings.xml', bytes: `<?xml version="1.0"?><sst>${content}</sst>` };
}

export function title(text: string): RawEntry {
  return {
    name: 'docProps/core.xml',
    bytes: `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>${text}</dc:title></cp:coreProperties>`,
  };
}

export const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

export const docx = (...entries: RawEntry[]) => rawZip([contentTypes('docx'), ...entries]);
export const xlsx = (...entries: RawEntry[]) => rawZip([contentTypes('xlsx'), ...entries]);
