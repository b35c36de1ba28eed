import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Reply, reply } from './reply.ts';

const compress = promisify(gzip);

/** A text that is the same for all callers until the next release. */
export interface StaticFile {
  readonly plain: Buffer;
  readonly gzipped: Buffer;
  /** Of the plain text; the compressed one has a tag of its own, as RFC 9110 asks of what differs in bytes. */
  readonly tag: string;
}

export async function staticFile(text: string | Buffer): Promise<StaticFile> {
  const plain = Buffer.from(text as string);
  const tag = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  return { plain, gzipped: await compress(plain), tag };
}

interface Asked {
  /** `Accept-Encoding` and `If-None-Match`, by lower-case name. */
  header(name: string): string | null;
}

/** Whether gzip is accepted: named, and not with a quality of zero. */
function takesGzip(header: string | null): boolean {
  return /(^|,)\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[\d.]+\s*)?(,|$)/i.test(header ?? '');
}

/** The file compressed where that is accepted, or 304 where the caller has it. */
export function replyStatic(
  file: StaticFile,
  asked: Asked,
  headers: Readonly<Record<string, string>>,
): Reply<200, Buffer> | Reply<304, undefined> {
  const zipped = takesGzip(asked.header('accept-encoding'));
  const etag = `"${file.tag}${zipped ? '-gzip' : ''}"`;
  const common = { ...headers, ETag: etag, Vary: 'Accept-Encoding, Origin' };
  const known = (asked.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) return { status: 304, body: undefined, headers: common };
  return reply(200, zipped ? file.gzipped : file.plain, zipped ? { ...common, 'Content-Encoding': 'gzip' } : common);
}
