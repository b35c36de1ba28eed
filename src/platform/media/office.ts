import { SaxesParser } from 'saxes';
import yauzl from 'yauzl';
import { BadMedia, type MediaReport } from './media.contract.ts';
import { excerptOf } from './text.ts';

/** Bytes of one inflated part. The size that an archive declares may be a lie. */
const MAX_PART_BYTES = 64 * 1024 * 1024;
/** Characters of the text that are read: more than an excerpt shows. */
const TEXT_CHARACTERS = 4_000;
const MAX_SHEETS = 1_000;

interface Handlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
  /** True when no further input is needed. */
  done?(): boolean;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** Parses a part as it inflates. The parser knows no entities of the document, so entities cannot blow it up. */
async function readPart(archive: yauzl.ZipFile, entry: yauzl.Entry, handlers: Handlers): Promise<void> {
  const parser = new SaxesParser();
  let failure: Error | null = null;
  parser.on('error', (error) => {
    failure ??= error;
  });
  parser.on('doctype', () => {
    failure ??= new BadMedia('malformed_document', 'The document declares entities');
  });
  parser.on('opentag', (tag) => handlers.open?.(localName(tag.name), tag.attributes as Record<string, string>));
  parser.on('closetag', (tag) => handlers.close?.(localName(tag.name)));
  parser.on('text', (text) => handlers.text?.(text));
  const stream = await archive.openReadStreamPromise(entry);
  const decoder = new TextDecoder('utf-8');
  let inflated = 0;
  for await (const chunk of stream) {
    inflated += (chunk as Buffer).length;
    if (inflated > MAX_PART_BYTES) throw new BadMedia('archive_bomb', 'The document would inflate beyond all measure');
    parser.write(decoder.decode(chunk as Buffer, { stream: true }));
    if (failure !== null) throw failure;
    if (handlers.done?.()) return;
  }
  parser.close();
  if (failure !== null) throw failure;
}

async function withParts<T>(
  path: string,
  names: readonly string[],
  read: (part: (name: string, handlers: Handlers) => Promise<void>) => Promise<T>,
): Promise<T> {
  const archive = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true });
  try {
    const parts = new Map<string, yauzl.Entry>();
    for await (const entry of archive.eachEntry()) if (names.includes(entry.fileName)) parts.set(entry.fileName, entry);
    return await read(async (name, handlers) => {
      const entry = parts.get(name);
      if (entry !== undefined) await readPart(archive, entry, handlers);
    });
  } finally {
    archive.close();
  }
}

/** Collects the text between tags of one name. */
function textBetween(wanted: string, sink: (text: string) => void): Handlers {
  let inside = false;
  return {
    open: (name) => {
      if (name === wanted) inside = true;
    },
    close: (name) => {
      if (name === wanted) inside = false;
    },
    text: (text) => {
      if (inside) sink(text);
    },
  };
}

export async function readDocx(path: string): Promise<MediaReport> {
  return await withParts(path, ['docProps/core.xml', 'docProps/app.xml', 'word/document.xml'], async (part) => {
    let title = '';
    let pages = '';
    let text = '';
    await part(
      'docProps/core.xml',
      textBetween('title', (piece) => (title += piece)),
    );
    await part(
      'docProps/app.xml',
      textBetween('Pages', (piece) => (pages += piece)),
    );
    const words = textBetween('t', (piece) => (text += piece));
    await part('word/document.xml', {
      ...words,
      close: (name) => {
        words.close?.(name);
        if (name === 'p') text += ' ';
      },
      done: () => text.length > TEXT_CHARACTERS,
    });
    const count = /^\d{1,6}$/.test(pages.trim()) ? Number(pages) : null;
    return { meta: { pages: count, title: excerptOf(title) || null, excerpt: excerptOf(text) }, variants: [] };
  });
}

export async function readXlsx(path: string): Promise<MediaReport> {
  const names = ['docProps/core.xml', 'xl/workbook.xml', 'xl/sharedStrings.xml'];
  return await withParts(path, names, async (part) => {
    let title = '';
    let text = '';
    const sheets: string[] = [];
    await part(
      'docProps/core.xml',
      textBetween('title', (piece) => (title += piece)),
    );
    await part('xl/workbook.xml', {
      open: (name, attributes) => {
        if (name === 'sheet' && sheets.length < MAX_SHEETS) sheets.push(excerptOf(attributes.name ?? '').slice(0, 100));
      },
    });
    const strings = textBetween('t', (piece) => (text += `${piece} `));
    await part('xl/sharedStrings.xml', { ...strings, done: () => text.length > TEXT_CHARACTERS });
    if (sheets.length === 0) throw new BadMedia('malformed_document', 'The workbook has no sheet');
    return { meta: { sheets, title: excerptOf(title) || null, excerpt: excerptOf(text) }, variants: [] };
  });
}
