import { randomBytes } from 'node:crypto';
import { gif, half, noise, packedText, png, pngBomb } from '../../../support/media/image-files.ts';
import {
  contentTypes,
  document,
  docx,
  paragraph,
  sharedStrings,
  workbook,
  xlsx,
} from '../../../support/media/office-files.ts';
import { encryptedPdf, pdf } from '../../../support/media/pdf-files.ts';
import { rawZip } from '../../../support/media/raw-zip.ts';

/** A file that means harm or is broken, and what must become of it. */
export interface HostileFile {
  what: string;
  name: string;
  bytes(): Buffer | string | Promise<Buffer>;
  /** `refused`: with the answer to the upload. `failed`: when it is processed. `ready`: it does no harm. */
  outcome: { refused: string } | { failed: string } | { ready: object };
}

const refused = (code: string) => ({ refused: code });
const failed = (code: string) => ({ failed: code });
const ready = (meta: object) => ({ ready: meta });
const UNSUPPORTED = refused('unsupported_type');

const SCRIPT = '<script>alert(document.domain)</script>';
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`;
const HTML = `<!DOCTYPE html><html><body>${SCRIPT}</body></html>`;
const LAUGHS =
  '<!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>';
const MEGABYTE = 1024 * 1024;
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
/** A ZIP that inflates to much more than it says. */
const lying = (megabytes: number) => ({
  ...sharedStrings(`<si><t>${'A'.repeat(megabytes * MEGABYTE)}</t></si>`),
  declared: 4_000,
});

const programs: HostileFile[] = [
  { what: 'no byte', name: 'a.txt', bytes: () => '', outcome: refused('empty_file') },
  {
    what: 'a program named .jpg',
    name: 'holiday.jpg',
    bytes: () => Buffer.concat([Buffer.from('MZ\x90\0\x03\0'), randomBytes(500)]),
    outcome: UNSUPPORTED,
  },
  {
    what: 'a program named .csv',
    name: 'rows.csv',
    bytes: () => Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1'), Buffer.alloc(100)]),
    outcome: UNSUPPORTED,
  },
  { what: 'noise named .json', name: 'noise.json', bytes: () => randomBytes(4_000), outcome: UNSUPPORTED },
  { what: 'text with NUL', name: 'a.txt', bytes: () => 'a text\0 with an end', outcome: UNSUPPORTED },
  { what: 'a script', name: 'a.sh', bytes: () => '#!/bin/sh\nrm -rf /\n', outcome: UNSUPPORTED },
  { what: 'a Windows script', name: 'a.txt.js', bytes: () => 'WScript.Echo(1)', outcome: UNSUPPORTED },
  { what: 'gzip', name: 'a.txt', bytes: () => Buffer.from('1f8b0800000000000003', 'hex'), outcome: UNSUPPORTED },
  { what: 'TIFF', name: 'a.jpg', bytes: () => Buffer.from('49492a0008000000', 'hex'), outcome: UNSUPPORTED },
  { what: 'BMP', name: 'a.png', bytes: () => Buffer.from('424d1e00000000000000', 'hex'), outcome: UNSUPPORTED },
  {
    what: 'a film named .avif',
    name: 'a.avif',
    bytes: () => Buffer.from('000000186674797069736f6d0000020069736f6d6d703432', 'hex'),
    outcome: UNSUPPORTED,
  },
  {
    what: 'HEIC',
    name: 'IMG_1.HEIC',
    bytes: () => Buffer.from('000000186674797068656963000000006d69663168656963', 'hex'),
    outcome: refused('heic_unsupported'),
  },
];

const markup: HostileFile[] = [
  { what: 'SVG with a script', name: 'chart.svg', bytes: () => SVG, outcome: UNSUPPORTED },
  { what: 'SVG named .txt', name: 'chart.txt', bytes: () => `\n  ${SVG}`, outcome: UNSUPPORTED },
  { what: 'SVG named .png', name: 'chart.png', bytes: () => SVG, outcome: UNSUPPORTED },
  { what: 'HTML as PDF', name: 'report.pdf', bytes: () => HTML, outcome: UNSUPPORTED },
  { what: 'HTML as Markdown', name: 'readme.md', bytes: () => HTML, outcome: UNSUPPORTED },
  { what: 'HTML in UTF-16', name: 'a.txt', bytes: () => utf16(HTML), outcome: UNSUPPORTED },
  { what: 'XML with entities', name: 'a.txt', bytes: () => `<?xml version="1.0"?>${LAUGHS}<l/>`, outcome: UNSUPPORTED },
];

const archives: HostileFile[] = [
  {
    what: 'a plain ZIP as DOCX',
    name: 'a.docx',
    bytes: () => rawZip([{ name: 'a', bytes: 'a' }]),
    outcome: UNSUPPORTED,
  },
  { what: 'PPTX', name: 'a.docx', bytes: () => rawZip([contentTypes('pptx')]), outcome: UNSUPPORTED },
  {
    what: 'both DOCX and XLSX',
    name: 'a.docx',
    bytes: () => rawZip([contentTypes('docx', 'xlsx')]),
    outcome: UNSUPPORTED,
  },
  { what: 'two lists of parts', name: 'a.docx', bytes: () => docx(contentTypes('docx')), outcome: UNSUPPORTED },
  {
    what: 'DOCM as DOCX',
    name: 'a.docx',
    bytes: () => rawZip([contentTypes('docm'), document('')]),
    outcome: refused('macros_refused'),
  },
  {
    what: 'DOCX with a macro project',
    name: 'a.docx',
    bytes: () => docx(document(''), { name: 'word/vbaProject.bin', bytes: 'x' }),
    outcome: refused('macros_refused'),
  },
  {
    what: 'an encrypted entry',
    name: 'a.xlsx',
    bytes: () => xlsx({ ...workbook(['A']), encrypted: true }),
    outcome: refused('encrypted'),
  },
  {
    what: 'what Office encrypts as a whole',
    name: 'a.docx',
    bytes: () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    outcome: UNSUPPORTED,
  },
  {
    what: 'names that leave their folder',
    name: 'slip.docx',
    bytes: () => docx(document(''), { name: '../../../etc/cron.d/x', bytes: '* * * * * root id' }),
    outcome: refused('malformed_archive'),
  },
  {
    what: 'an absolute name',
    name: 'slip.docx',
    bytes: () => docx(document(''), { name: '/etc/cron.d/x', bytes: '* * * * * root id' }),
    outcome: refused('malformed_archive'),
  },
  {
    what: 'an archive without its end',
    name: 'a.xlsx',
    bytes: () => half(xlsx(workbook(['A']), { name: 'x', bytes: randomBytes(500) })),
    outcome: refused('malformed_archive'),
  },
  {
    what: 'more entries than any document has',
    name: 'a.xlsx',
    bytes: () => xlsx(...Array.from({ length: 2_001 }, (_, i) => ({ name: `x/${i}`, bytes: '' }))),
    outcome: refused('archive_bomb'),
  },
  {
    what: 'a spreadsheet that says that it inflates to 500 MB',
    name: 'bomb.xlsx',
    bytes: () => xlsx(workbook(['A']), { ...lying(5), declared: 500 * MEGABYTE }),
    outcome: refused('archive_bomb'),
  },
  {
    what: 'a spreadsheet that packs to a thousandth',
    name: 'bomb.xlsx',
    bytes: () => xlsx(workbook(['A']), sharedStrings(`<si>${' '.repeat(20 * MEGABYTE)}</si>`)),
    outcome: refused('archive_bomb'),
  },
  {
    what: 'a list of parts that is a bomb',
    name: 'bomb.docx',
    bytes: () => rawZip([{ name: '[Content_Types].xml', bytes: ' '.repeat(MEGABYTE) }]),
    outcome: refused('archive_bomb'),
  },
  {
    what: 'a list of parts that lies about its size',
    name: 'bomb.docx',
    bytes: () => rawZip([{ name: '[Content_Types].xml', bytes: ' '.repeat(MEGABYTE), declared: 100 }]),
    outcome: refused('malformed_archive'),
  },
  {
    what: 'a spreadsheet that lies about its size',
    name: 'bomb.xlsx',
    bytes: () => xlsx(workbook(['A']), lying(100)),
    outcome: failed('unreadable'),
  },
  {
    what: 'a document that declares entities',
    name: 'laughs.docx',
    bytes: () => docx(document(paragraph('&c;'), LAUGHS)),
    outcome: failed('malformed_document'),
  },
  {
    what: 'a document of broken XML',
    name: 'a.docx',
    bytes: () => docx({ name: 'word/document.xml', bytes: '<w:document><w:body>' }),
    outcome: failed('unreadable'),
  },
  { what: 'a workbook without a sheet', name: 'a.xlsx', bytes: () => xlsx(), outcome: failed('malformed_document') },
];

const images: HostileFile[] = [
  {
    what: 'a PNG of 30,000 × 30,000',
    name: 'large.png',
    bytes: () => png(30_000, 30_000, Buffer.alloc(10)),
    outcome: failed('too_many_pixels'),
  },
  {
    what: 'a PNG bomb of 400 megapixels',
    name: 'bomb.png',
    bytes: () => pngBomb(20_000, 20_000),
    outcome: failed('too_many_pixels'),
  },
  {
    what: 'a PNG of a megapixel of whites that is as wide as can be',
    name: 'wide.png',
    bytes: () => png(1_000_000, 1, Buffer.concat([Buffer.alloc(1), Buffer.alloc(125_000, 255)])),
    outcome: ready({ width: 1_000_000, height: 1 }),
  },
  {
    what: 'a PNG whose text inflates to 60 MB',
    name: 'text.png',
    bytes: () => png(8, 8, Buffer.alloc(16), [packedText(60 * MEGABYTE)]),
    outcome: ready({ width: 8, height: 8 }),
  },
  {
    what: 'a PNG without most of its pixels',
    name: 'cut.png',
    bytes: async () => half(await noise().png().toBuffer()),
    outcome: failed('unreadable'),
  },
  {
    what: 'half a JPEG',
    name: 'cut.jpg',
    bytes: async () => half(await noise().jpeg().toBuffer()),
    outcome: failed('unreadable'),
  },
  {
    what: 'half a WebP',
    name: 'cut.webp',
    bytes: async () => half(await noise().webp().toBuffer()),
    outcome: failed('unreadable'),
  },
  {
    what: 'half an AVIF',
    name: 'cut.avif',
    bytes: async () => half(await noise().avif({ effort: 0 }).toBuffer()),
    outcome: failed('unreadable'),
  },
  {
    what: 'a JPEG of nothing but its first bytes',
    name: 'a.jpg',
    bytes: () => Buffer.from('ffd8ffe000104a464946', 'hex'),
    outcome: failed('unreadable'),
  },
  { what: 'a GIF of 5,000 frames', name: 'long.gif', bytes: () => gif(5_000), outcome: failed('too_many_frames') },
  {
    what: 'a GIF that is a script too',
    name: 'a.gif',
    bytes: () => Buffer.concat([gif(1), Buffer.from(`/*${'x'.repeat(2_000)}*/=1;alert(1)`)]),
    outcome: failed('polyglot'),
  },
  {
    what: 'a PNG that is an archive too',
    name: 'a.png',
    bytes: async () =>
      Buffer.concat([await noise().png().toBuffer(), rawZip([{ name: 'a.class', bytes: randomBytes(2_000) }])]),
    outcome: failed('polyglot'),
  },
  {
    what: 'a WebP with a page behind it',
    name: 'a.webp',
    bytes: async () => Buffer.concat([await noise().webp().toBuffer(), Buffer.from(HTML.repeat(30))]),
    outcome: failed('polyglot'),
  },
  {
    what: 'a photograph with a film behind it, as phones make them',
    name: 'motion.jpg',
    bytes: async () => Buffer.concat([await noise().jpeg().toBuffer(), randomBytes(5_000)]),
    outcome: ready({ width: 64, height: 48 }),
  },
];

const documents: HostileFile[] = [
  {
    what: 'the first line of a PDF with a page',
    name: 'a.pdf',
    bytes: () => `%PDF-1.7\n${HTML}`,
    outcome: failed('malformed_document'),
  },
  { what: 'half a PDF', name: 'a.pdf', bytes: () => half(pdf({ pages: 20 })), outcome: failed('malformed_document') },
  {
    what: 'a PDF for which a password is needed',
    name: 'a.pdf',
    bytes: () => encryptedPdf('secret', 'owner'),
    outcome: failed('password_required'),
  },
  {
    what: 'a PDF that only its owner may change',
    name: 'a.pdf',
    bytes: () => encryptedPdf('', 'owner'),
    outcome: ready({ pages: 1, excerpt: 'Secret' }),
  },
  {
    what: 'a PDF of 2,001 pages',
    name: 'a.pdf',
    bytes: () => pdf({ pages: 2_001 }),
    outcome: failed('too_many_pages'),
  },
  {
    what: 'a PDF with a script and a program',
    name: 'a.pdf',
    bytes: () => pdf({ extra: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>' }),
    outcome: ready({ pages: 1, excerpt: 'Hello' }),
  },
];

const data: HostileFile[] = [
  {
    what: 'a CSV with a quote that is never closed',
    name: 'a.csv',
    bytes: () => `a,b\n"1,2\n${'3,4\n'.repeat(50)}`,
    outcome: failed('malformed_csv'),
  },
  {
    what: 'a CSV of 501 columns',
    name: 'a.csv',
    bytes: () => `${'a,'.repeat(500)}a\n`,
    outcome: failed('too_many_columns'),
  },
  {
    what: 'a CSV with a cell of 2 MB',
    name: 'a.csv',
    bytes: () => `a,b\n${'x'.repeat(2 * MEGABYTE)},1\n`,
    outcome: failed('malformed_csv'),
  },
  {
    what: 'a CSV in UTF-16',
    name: 'a.csv',
    bytes: () => utf16('a;b\n1;é\n'),
    outcome: ready({ encoding: 'utf-16le', rows: 1, delimiter: ';' }),
  },
  { what: 'half a JSON', name: 'a.json', bytes: () => '{"a": [1, 2', outcome: failed('malformed_json') },
  {
    what: 'a JSON of 200,000 brackets',
    name: 'a.json',
    bytes: () => '['.repeat(200_000),
    outcome: failed('malformed_json'),
  },
  {
    what: 'a JSON that is more than a process may hold',
    name: 'a.json',
    bytes: () => `[${'[],'.repeat(8 * MEGABYTE)}[]]`,
    outcome: failed('processing_crashed'),
  },
  {
    what: 'a JSON that names the prototype',
    name: 'a.json',
    bytes: () => '[{"__proto__": {"isAdmin": true}, "constructor": 1}]',
    outcome: ready({
      rows: 1,
      columns: [
        { name: '__proto__', type: 'object' },
        { name: 'constructor', type: 'number' },
      ],
    }),
  },
];

export const HOSTILE: readonly HostileFile[] = [...programs, ...markup, ...archives, ...images, ...documents, ...data];
