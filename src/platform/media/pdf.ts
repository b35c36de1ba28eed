import { readFile } from 'node:fs/promises';
import { getDocumentProxy } from 'unpdf';
import { BadMedia, type MediaReport } from './media.contract.ts';
import { excerptOf } from './text.ts';

const MAX_PAGES = 2_000;
/** Pages from which the excerpt is taken. */
const TEXT_PAGES = 3;

/** The bytes must begin like a PDF. The parser reports everything else. */
async function open(path: string) {
  try {
    return await getDocumentProxy(new Uint8Array(await readFile(path)), {
      verbosity: 0,

      stopAtErrors: true,
    });
  } catch (error) {
    if ((error as Error).name === 'PasswordException') {
      throw new BadMedia('password_required', 'The document opens with a password only');
    }
    throw new BadMedia('malformed_document', `The document cannot be read: ${(error as Error).message.slice(0, 200)}`);
  }
}

export async function readPdf(path: string): Promise<MediaReport> {
  const document = await open(path);
  const pages = document.numPages;
  if (pages > MAX_PAGES) throw new BadMedia('too_many_pages', 'The document has more than 2,000 pages');
  const { info } = await document.getMetadata();
  let text = '';
  for (let number = 1; number <= Math.min(pages, TEXT_PAGES); number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    text += `${items.map((item) => ('str' in item ? item.str : '')).join(' ')} `;
  }
  const title = (info as { Title?: unknown }).Title;
  return {
    meta: { pages, title: typeof title === 'string' ? excerptOf(title) || null : null, excerpt: excerptOf(text) },
    variants: [],
  };
}
