import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive that may lie about itself. */
export interface RawEntry {
  name: string;
  bytes: Buffer | string;
  /** What the archive says that it inflates to; by default the truth. */
  declared?: number;
  encrypted?: boolean;
}

function localHead(name: Buffer, packed: Buffer, crc: number, declared: number, flags: number): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(declared, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function directoryEntry(name: Buffer, packed: Buffer, crc: number, declared: number, flags: number, at: number) {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(20, 6);
  head.writeUInt16LE(flags, 8);
  head.writeUInt16LE(8, 10);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(packed.length, 20);
  head.writeUInt32LE(declared, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt32LE(at, 42);
  return Buffer.concat([head, name]);
}

/** Writes a ZIP that no honest program would: names that leave their folder, sizes that lie, flags without meaning. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, declared, encrypted = false } of entries) {
    const content = Buffer.from(bytes as never);
    const packed = deflateRawSync(content, { level: 9 });
    const size = declared ?? content.length;
    const flags = 0x800 | (encrypted ? 1 : 0);
    const crc = crc32(content);
    const local = localHead(Buffer.from(name), packed, crc, size, flags);
    directory.push(directoryEntry(Buffer.from(name), packed, crc, size, flags, at));
    parts.push(local, packed);
    at += local.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}
