import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { LendingSocket } from './lending-socket.ts';

/** What is used of pg's connection while the rows of a `COPY` come. One with TLS reads otherwise, and lends nothing. */
interface Connection {
  stream: Socket & Partial<Pick<LendingSocket, 'lends'>>;
  query(text: string): void;
}

/** Messages of Postgres, see "Message Formats" in its manual. */
const COPY_DATA = 0x64;
const COPY_DONE = 0x63;
/** The answer to `COPY`, and what may come at any time: parameters, notices, notifications. */
const PASSED_OVER: ReadonlySet<number> = new Set([0x48, 0x53, 0x4e, 0x41]);
/** Code and length. */
const HEAD_BYTES = 5;
/** Bytes of a piece that is passed on: Postgres sends 8 KiB at a time, and each piece costs a round through every stream behind. */
const PIECE_BYTES = 256 * 1024;
/** Bytes that may wait for their reader. */
const HIGH_WATER_MARK = 2 * PIECE_BYTES;

/**
 * The rows of one `COPY … TO STDOUT`, as a query of pg. Each row is a message of its own: all that is done for one is to move it to the row
 * before, within the bytes of the socket; what has come is gathered into larger pieces, the only memory that is taken.
 */
export class CopyOutStream extends Readable {
  readonly #text: string;
  readonly #onRows: (rows: number) => void;
  readonly #head = Buffer.alloc(HEAD_BYTES);
  #headLength = 0;
  #code = 0;
  /** Bytes of the message that have not come yet. */
  #left = 0;
  #seen = 0;
  #rowCount = 0;
  #piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  #pieceLength = 0;
  #socket: Connection['stream'] | undefined;
  #parser: ((chunk: Buffer) => void) | undefined;

  /** @param onRows is told how many rows have come so far */
  constructor(text: string, onRows: (rows: number) => void = () => undefined) {
    super({ highWaterMark: HIGH_WATER_MARK });
    this.#text = text;
    this.#onRows = onRows;
  }

  /** As Postgres counted them, once it has said so. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Is called by pg when it is this query's turn: until the last row the bytes of the socket are ours. */
  submit(connection: Connection): void {
    const [parser, ...others] = connection.stream.listeners('data');
    if (parser === undefined || others.length > 0) throw new Error('the connection is not read by one parser');
    this.#socket = connection.stream;
    this.#parser = parser as (chunk: Buffer) => void;
    connection.stream.off('data', this.#parser);
    connection.stream.on('data', this.#take);
    connection.stream.lends = true;
    connection.query(this.#text);
  }

  override _read(): void {
    if (this.#parser !== undefined) this.#socket?.resume();
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rowCount = Number(/COPY (\d+)/.exec(text)?.[1]);
  }

  handleReadyForQuery(): void {
    // The end of the rows has been said before.
  }

  readonly #take = (chunk: Buffer): void => {
    let at = 0;
    let kept = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        const end = Math.min(chunk.length, at + this.#left);
        if (this.#code === COPY_DATA) {
          if (kept !== at) chunk.copyWithin(kept, at, end);
          kept += end - at;
        }
        this.#left -= end - at;
        at = end;
        continue;
      }
      at = this.#readHead(chunk, at);
      if (this.#headLength < HEAD_BYTES) break;
      this.#headLength = 0;
      if (this.#code === COPY_DATA) this.#seen += 1;
      else if (!PASSED_OVER.has(this.#code)) return this.#end(chunk, at, kept);
    }
    this.#pass(chunk, kept);
  };

  /** @returns where the head ends, or the chunk before it */
  #readHead(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + HEAD_BYTES - this.#headLength);
    for (let from = at; from < end; from += 1) this.#head[this.#headLength++] = chunk[from] as number;
    if (this.#headLength === HEAD_BYTES) {
      this.#code = this.#head[0] as number;
      this.#left = this.#head.readUInt32BE(1) - 4;
    }
    return end;
  }

  #pass(chunk: Buffer, kept: number): void {
    this.#onRows(this.#seen);
    for (let from = 0; from < kept; ) {
      const copied = chunk.copy(this.#piece, this.#pieceLength, from, kept);
      from += copied;
      this.#pieceLength += copied;
      if (this.#pieceLength === PIECE_BYTES) this.#passPiece();
    }
  }

  #passPiece(): void {
    if (this.#pieceLength === 0) return;
    const piece = this.#piece.subarray(0, this.#pieceLength);
    this.#piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
    this.#pieceLength = 0;
    if (!this.push(piece)) this.#socket?.pause();
  }

  /** The connection is pg's again. What ends the rows otherwise than it should, an error for one, is for pg to read. */
  #end(chunk: Buffer, at: number, kept: number): void {
    const [socket, parser] = [this.#socket as Connection['stream'], this.#parser as (rest: Buffer) => void];
    this.#parser = undefined;
    socket.lends = false;
    socket.off('data', this.#take);
    socket.on('data', parser);
    const done = this.#code === COPY_DONE;
    // A copy: what was lent is good until this returns.
    const rest = Buffer.concat(done ? [chunk.subarray(at)] : [this.#head, chunk.subarray(at)]);
    this.#pass(chunk, kept);
    this.#passPiece();
    if (done) this.push(null);
    socket.resume();
    if (rest.length > 0) parser(rest);
  }
}
