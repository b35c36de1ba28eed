import { connect, type Socket } from 'node:net';

/**
 * A client of one connection that costs little: the load must not take the time of the processors from what it measures. It sends
 * requests that were written before, one after the other, and knows of answers only their status and length.
 */

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const LENGTH = /^content-length: *(\d+)/im;

export interface Answer {
  status: number;
  body: string;
}

/** The bytes of a request, made before the clock runs. */
export function postOf(url: string, token: string, body: string): Buffer {
  const { host, pathname } = new URL(url);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

export class Sender {
  readonly #socket: Socket;
  #arrived: Buffer = Buffer.alloc(0);
  #waiting: PromiseWithResolvers<Answer> | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('The server closed the connection')));
  }

  static async open(url: string): Promise<Sender> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new Sender(socket);
  }

  async send(request: Buffer): Promise<Answer> {
    this.#waiting = Promise.withResolvers<Answer>();
    this.#socket.write(request);
    return await this.#waiting.promise;
  }

  close(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#arrived = this.#arrived.length === 0 ? chunk : Buffer.concat([this.#arrived, chunk]);
    const headEnd = this.#arrived.indexOf(END_OF_HEAD);
    if (headEnd === -1) return;
    const head = this.#arrived.toString('latin1', 0, headEnd);
    const bodyAt = headEnd + END_OF_HEAD.length;
    const end = bodyAt + Number(LENGTH.exec(head)?.[1] ?? 0);
    if (this.#arrived.length < end) return;
    const answer = { status: Number(head.slice(9, 12)), body: this.#arrived.toString('utf8', bodyAt, end) };
    this.#arrived = this.#arrived.subarray(end);
    this.#waiting?.resolve(answer);
  }
}
