import type { WebSocket } from 'ws';
import { ENDINGS, type Ending, type ServerMessage } from './messages.ts';

export interface ConnectionLimits {
  /** Bytes that may wait for the reader. */
  maxBufferedBytes: number;
  /** Twice as many may come at once. */
  messagesPerSecond: number;
}

/** One WebSocket: what is written to it and how much may wait, how often it speaks, whether it still lives. */
export class Connection {
  /** Resolves when it is closed, with the code. */
  readonly gone: Promise<number>;
  readonly #ws: WebSocket;
  readonly #limits: ConnectionLimits;
  readonly #onEnd: (ending: Ending) => void;
  /** A bucket of allowances, one for each message. */
  #allowed: number;
  #allowedAt = performance.now();
  /** Heard of since the last ping. */
  #heard = true;

  /** @param onEnd told why when the server ends it, before it is closed */
  constructor(ws: WebSocket, limits: ConnectionLimits, onEnd: (ending: Ending) => void) {
    this.#ws = ws;
    this.#limits = limits;
    this.#onEnd = onEnd;
    this.#allowed = 2 * limits.messagesPerSecond;
    this.gone = new Promise((resolve) => ws.once('close', resolve));
    // What is no valid frame is closed by ws itself, with the code that says why.
    ws.on('error', () => undefined);
    ws.on('ping', () => this.#hear());
    ws.on('pong', () => this.#hear());
  }

  get isOpen(): boolean {
    return this.#ws.readyState === this.#ws.OPEN;
  }

  onText(receive: (text: string) => void): void {
    this.#ws.on('message', (data: Buffer, isBinary) => {
      this.#hear();
      if (isBinary) this.end(ENDINGS.binary);
      if (this.isOpen) receive(data.toString());
    });
  }

  send(message: ServerMessage): void {
    this.write(Buffer.from(JSON.stringify(message)));
  }

  /** Sends a text that is encoded already. A reader that lets too much wait is dropped. */
  write(text: Buffer): void {
    if (!this.isOpen) return;
    this.#ws.send(text, { binary: false });
    if (this.#ws.bufferedAmount > this.#limits.maxBufferedBytes) this.end(ENDINGS.slowReader);
  }

  /** Says why and closes. A peer that does not answer is cut off by the close time-out of the server. */
  end(ending: Ending): void {
    if (!this.isOpen) return;
    this.#onEnd(ending);
    this.#ws.close(ending.code, ending.reason);
  }

  /** Asks for a sign of life. False when there was none since the last call: then the connection is cut. */
  heartbeat(): boolean {
    if (!this.#heard) {
      this.#ws.terminate();
      return false;
    }
    this.#heard = false;
    this.#ws.ping();
    return true;
  }

  #hear(): void {
    this.#heard = true;
    const now = performance.now();
    const { messagesPerSecond } = this.#limits;
    const gained = ((now - this.#allowedAt) / 1000) * messagesPerSecond;
    this.#allowed = Math.min(2 * messagesPerSecond, this.#allowed + gained) - 1;
    this.#allowedAt = now;
    if (this.#allowed < 0) this.end(ENDINGS.tooManyMessages);
  }
}
