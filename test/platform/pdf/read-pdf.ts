import { extractText, getDocumentProxy } from 'unpdf';

/** The text of each page of a PDF, by a reader that is not the writer. */
export async function pagesOf(bytes: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
  return text;
}
