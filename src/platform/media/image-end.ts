/** Finds the end of an image by its own format. Bytes behind it are another file. */

function endOfPng(bytes: Buffer): number {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return end;
    at = end;
  }
  return bytes.length;
}

function endOfWebp(bytes: Buffer): number {
  if (bytes.length < 12) return bytes.length;
  const length = bytes.readUInt32LE(4);
  return 8 + length + (length % 2);
}

/** The place after the sub-blocks that begin at `at`. */
function afterBlocks(bytes: Buffer, at: number): number {
  let next = at;
  while (next < bytes.length && bytes[next] !== 0) next += 1 + (bytes[next] as number);
  return next + 1;
}

/** Bytes of a colour table, from the flags that announce it. */
const tableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

function endOfGif(bytes: Buffer): number {
  if (bytes.length < 13) return bytes.length;
  let at = 13 + tableBytes(bytes[10] as number);
  while (at < bytes.length) {
    const block = bytes[at];
    if (block === 0x3b) return at + 1;
    if (block === 0x21) at = afterBlocks(bytes, at + 2);
    else if (block === 0x2c && at + 10 < bytes.length)
      at = afterBlocks(bytes, at + 11 + tableBytes(bytes[at + 9] as number));
    else return bytes.length;
  }
  return bytes.length;
}

const ENDS: Readonly<Record<string, (bytes: Buffer) => number>> = {
  'image/png': endOfPng,
  'image/webp': endOfWebp,
  'image/gif': endOfGif,
};

/** How many bytes follow the end of an image. Returns 0 for a broken image, which its decoder reports. */
export function trailingBytes(bytes: Buffer, contentType: string): number {
  return Math.max(0, bytes.length - (ENDS[contentType]?.(bytes) ?? bytes.length));
}
