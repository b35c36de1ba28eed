import { connect, type Socket } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { ComposedMail, SendOutcome } from './mail-transport.ts';
import type { SmtpServerAddress } from './smtp-server-url.ts';
import { wireOf } from './wire.ts';

/** As much of the message as is handed to the network at once; beyond it the server sets the pace. */
const CHUNK_BYTES = 64 * 1024;
/** How long a polite good-bye may take. */
const QUIT_TIMEOUT_MS = 500;
/** "Authentication required", "mechanism too weak", "credentials invalid", "encryption required": ours to repair. */
const CONFIGURATION_CODES: ReadonlySet<number> = new Set([530, 534, 535, 538]);

/** What nodemailer's connection reports; it adds fields to plain errors. */
interface SmtpError extends Error {
  code?: string;
  /** The step that failed. */
  command?: string;
  response?: string;
  responseCode?: number;
}

type Done<T> = (error?: Error | null, value?: T) => void;
type Result<T> = { ok: true; value: T } | { ok: false; error: SmtpError };

export interface OpenFailure {
  outcome: 'unreachable' | 'deferred';
  words: string;
}

function words(error: SmtpError): string {
  return (error.response ?? error.message).replace(/\s+/g, ' ').slice(0, 1_000);
}

/** One connection to the server, used for one message after the other. */
export class SmtpSession {
  readonly #server: SmtpServerAddress;
  readonly #socket: Socket;
  readonly #connection: SMTPConnection;
  #pending: ((error: SmtpError) => void) | null = null;
  #wholeMessageHandedOver = false;
  #closed = false;
  /** Messages this connection has carried. */
  sent = 0;
  /** Called once, when the connection is gone for whatever reason. */
  onClosed: () => void = () => undefined;

  constructor(server: SmtpServerAddress) {
    this.#server = server;
    // The socket is ours, so that giving up can reset it: a plain close would still flush what the kernel holds.
    this.#socket = connect({ host: server.host, port: server.port, noDelay: true });
    this.#connection = new SMTPConnection({
      connection: this.#socket,
      host: server.host,
      port: server.port,
      secure: server.secure,
      requireTLS: server.requireTls,
      ignoreTLS: server.ignoreTls,
      tls: { rejectUnauthorized: server.rejectUnauthorized },
      socketCloseTimeout: 0,
    });
    this.#connection.on('error', (error: SmtpError) => this.#lost(error));
    this.#connection.on('end', () => {
      this.#markClosed();
      // A refusal that closes the connection reports itself right after this event, and knows more.
      setImmediate(() => this.#settle(new Error('the server closed the connection')));
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Connects, greets, encrypts and logs in. `null` means ready. */
  async open(): Promise<OpenFailure | null> {
    const connected = await this.#perform<void>((done) => {
      this.#socket.once('error', done);
      this.#socket.once('connect', () => {
        this.#socket.removeListener('error', done);
        this.#connection.connect(done);
      });
    });
    if (!connected.ok) return this.#openFailure(connected.error);
    const { auth } = this.#server;
    if (auth === null) return null;
    const loggedIn = await this.#perform<boolean>((done) => this.#connection.login({ ...auth }, done));
    return loggedIn.ok ? null : this.#openFailure(loggedIn.error);
  }

  /** Sends one message. Afterwards the session is either ready for the next one or closed. */
  async send(mail: ComposedMail): Promise<SendOutcome> {
    this.#wholeMessageHandedOver = false;
    this.sent += 1;
    const envelope = { from: mail.envelope.from, to: [mail.envelope.to], size: mail.raw.length };
    const result = await this.#perform<{ response: string }>((done) =>
      this.#connection.send(envelope, this.#source(mail.raw), done),
    );
    if (result.ok) return { outcome: 'accepted', response: result.value.response };
    const outcome = this.#classify(result.error);
    // A refusal may leave a transaction open; what fails otherwise is not worth keeping.
    if (outcome.outcome === 'rejected' || outcome.outcome === 'deferred') await this.#reset();
    else this.destroy('after a failure');
    return outcome;
  }

  /** Says QUIT and closes, at once when the server does not answer soon. Resolves when the socket is gone. */
  async quit(): Promise<void> {
    if (this.#closed) return;
    this.#markClosed();
    const gone = new Promise((resolve) => this.#socket.once('close', resolve));
    const timer = setTimeout(() => this.destroy('no answer to QUIT'), QUIT_TIMEOUT_MS);
    this.#connection.quit();
    await gone;
    clearTimeout(timer);
  }

  /** Resets the connection: nothing that is still on its way out of this machine leaves it any more. */
  destroy(reason: string): void {
    this.#markClosed();
    this.#settle(new Error(reason));
    if (!this.#socket.destroyed) {
      try {
        this.#socket.resetAndDestroy();
      } catch {
        this.#socket.destroy(); // wrapped in TLS the socket has no handle of its own to reset
      }
    }
    this.#connection.close();
  }

  /** Small messages, which most are, go out in one piece: taking them through streams byte by byte costs more than sending. */
  #source(raw: Buffer): Readable {
    return raw.length <= CHUNK_BYTES ? this.#whole(raw) : this.#chunks(raw);
  }

  /** What nodemailer takes as a stream, whose pipe puts the message behind the escaping of dots instead of into it. */
  #whole(raw: Buffer): Readable {
    const pipe = (wire: Duplex) => {
      this.#wholeMessageHandedOver = true;
      // Together in one system call; encrypted, each in a record of its own.
      this.#socket.cork();
      for (const piece of wireOf(raw)) wire.push(piece);
      this.#socket.uncork();
      wire.push(null);
      return wire;
    };
    return { pipe } as unknown as Readable;
  }

  #chunks(raw: Buffer): Readable {
    let offset = 0;
    const source = new Readable({
      highWaterMark: CHUNK_BYTES,
      read: () => {
        if (offset < raw.length) {
          const chunk = raw.subarray(offset, offset + CHUNK_BYTES);
          offset += chunk.length;
          source.push(chunk);
          return;
        }
        // From here the final dot may be on the wire.
        this.#wholeMessageHandedOver = true;
        source.push(null);
      },
    });
    return source;
  }

  #classify(error: SmtpError): SendOutcome {
    const code = error.responseCode ?? 0;
    if (CONFIGURATION_CODES.has(code)) return { outcome: 'unreachable', reason: words(error) };
    if (code >= 500) {
      const ofRecipient = error.command === 'RCPT TO' ? ({ ofRecipient: true } as const) : {};
      return { outcome: 'rejected', response: words(error), ...ofRecipient };
    }
    if (code >= 400) return { outcome: 'deferred', response: words(error) };
    // Found by the client itself before anything was sent: too large for the server, or not an address.
    if (error.code === 'EMESSAGE' || error.code === 'EENVELOPE') return { outcome: 'rejected', response: words(error) };
    return this.#wholeMessageHandedOver
      ? { outcome: 'uncertain', reason: words(error) }
      : { outcome: 'unreachable', reason: words(error) };
  }

  #openFailure(error: SmtpError): OpenFailure {
    this.destroy('could not be opened');
    const code = error.responseCode ?? 0;
    return { outcome: code >= 400 && code < 500 ? 'deferred' : 'unreachable', words: words(error) };
  }

  async #reset(): Promise<void> {
    if (this.#closed) return;
    const reset = await this.#perform<boolean>((done) => this.#connection.reset(done));
    if (!reset.ok) this.destroy('could not be reset');
  }

  #perform<T>(start: (done: Done<T>) => void): Promise<Result<T>> {
    return new Promise((resolve) => {
      if (this.#closed) {
        resolve({ ok: false, error: new Error('the connection is closed') });
        return;
      }
      const finish = (result: Result<T>) => {
        if (this.#pending !== fail) return;
        this.#pending = null;
        resolve(result);
      };
      const fail = (error: SmtpError) => finish({ ok: false, error });
      this.#pending = fail;
      start((error, value) => finish(error ? { ok: false, error } : { ok: true, value: value as T }));
    });
  }

  #settle(error: SmtpError): void {
    this.#pending?.(error);
  }

  #lost(error: SmtpError): void {
    this.#settle(error);
    this.#markClosed();
  }

  #markClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onClosed();
  }
}
