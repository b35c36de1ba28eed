import type { ComposedMail, MailTransport, SendOptions, SendOutcome } from './mail-transport.ts';
import { parseSmtpUrl, type SmtpServerAddress } from './smtp-server-url.ts';
import { SmtpSession } from './smtp-session.ts';

/** Servers close idle sessions after minutes; we do it first, and keep none open on a quiet system. */
const IDLE_CLOSE_MS = 15_000;

export interface SmtpPoolOptions {
  url: string;
  maxConnections: number;
  /** Some servers refuse more; a fresh connection also spreads over the addresses of a relay. */
  maxMessagesPerConnection: number;
  idleCloseMs?: number;
}

type Waiter = (session: SmtpSession | null) => void;
type Acquired = { session: SmtpSession; reused: boolean } | SendOutcome;

const isOutcome = (value: Acquired): value is SendOutcome => 'outcome' in value;

/** Connections that mail in bulk leaves free, so that a mail that a user waits for queues behind none of it. */
const RESERVED = 1;

/** How many of so many connections mail in bulk may have at a time. */
export function bulkConnections(maxConnections: number): number {
  return Math.max(1, maxConnections - RESERVED);
}

/**
 * A bounded set of SMTP connections, each reused for many messages. Single mails have the next connection that is free; of more than one
 * connection mail in bulk never has the last.
 */
export class SmtpPool implements MailTransport {
  readonly #options: SmtpPoolOptions;
  readonly #server: SmtpServerAddress;
  readonly #all = new Set<SmtpSession>();
  readonly #idle: SmtpSession[] = [];
  readonly #idleTimers = new Map<SmtpSession, NodeJS.Timeout>();
  readonly #waiters: Waiter[] = [];
  readonly #bulkWaiters: Waiter[] = [];
  /** Connections that mail in bulk has or opens. */
  #bulk = 0;
  readonly #leaving = new Set<Promise<void>>();
  #closed = false;

  /** @throws Error when the URL cannot be used */
  constructor(options: SmtpPoolOptions) {
    this.#options = options;
    this.#server = parseSmtpUrl(options.url);
  }

  async send(mail: ComposedMail, options: SendOptions): Promise<SendOutcome> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), options.deadlineMs);
    try {
      const first = await this.#attempt(mail, options, deadline.signal, true);
      // A connection that had gone stale says nothing about the server: once more on a fresh one.
      if (first.stale && !deadline.signal.aborted) {
        return (await this.#attempt(mail, options, deadline.signal, false)).outcome;
      }
      return first.outcome;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const waiter of [...this.#waiters.splice(0), ...this.#bulkWaiters.splice(0)]) waiter(null);
    for (const session of this.#idle.splice(0)) this.#quit(session);
    for (const session of this.#all) session.destroy('the mail transport is closed');
    await Promise.all(this.#leaving);
  }

  async #attempt(
    mail: ComposedMail,
    options: SendOptions,
    deadline: AbortSignal,
    mayReuse: boolean,
  ): Promise<{ outcome: SendOutcome; stale: boolean }> {
    const acquired = await this.#acquire(options, deadline, mayReuse);
    if (isOutcome(acquired)) return { outcome: acquired, stale: false };
    const { session, reused } = acquired;
    const giveUp = () => session.destroy(`no answer within ${options.deadlineMs} ms`);
    deadline.addEventListener('abort', giveUp, { once: true });
    const outcome = await session.send(mail);
    deadline.removeEventListener('abort', giveUp);
    if (options.bulk) this.#bulk -= 1;
    this.#release(session);
    return { outcome, stale: reused && outcome.outcome === 'unreachable' && session.closed };
  }

  async #acquire(options: SendOptions, deadline: AbortSignal, mayReuse: boolean): Promise<Acquired> {
    if (this.#closed) return { outcome: 'unreachable', reason: 'the mail transport is closed' };
    if (options.signal?.aborted) return { outcome: 'unreachable', reason: 'cancelled before it started' };
    if (!options.bulk || this.#bulkMayTake()) {
      const idle = this.#takeIdle();
      if (idle && mayReuse) {
        if (options.bulk) this.#bulk += 1;
        return { session: idle, reused: true };
      }
      if (idle) this.#quit(idle);
      if (this.#all.size < this.#options.maxConnections) return await this.#open(options, deadline);
    }
    const waited = await this.#wait(options, deadline);
    if (waited) return { session: waited, reused: true };
    if (!deadline.aborted && !options.signal?.aborted && !this.#closed)
      return await this.#acquire(options, deadline, true);
    return { outcome: 'unreachable', reason: `no free connection within ${options.deadlineMs} ms` };
  }

  async #open(options: SendOptions, deadline: AbortSignal): Promise<Acquired> {
    const session = new SmtpSession(this.#server);
    if (options.bulk) this.#bulk += 1;
    this.#all.add(session);
    session.onClosed = () => this.#forget(session);
    const giveUp = () => session.destroy(`no connection within ${options.deadlineMs} ms`);
    const leave = () => session.destroy('cancelled before it started');
    deadline.addEventListener('abort', giveUp, { once: true });
    options.signal?.addEventListener('abort', leave, { once: true });
    const failure = await session.open();
    deadline.removeEventListener('abort', giveUp);
    options.signal?.removeEventListener('abort', leave);
    if (!failure) return { session, reused: false };
    if (options.bulk) {
      this.#bulk -= 1;
      this.#offer(null);
    }
    return failure.outcome === 'deferred'
      ? { outcome: 'deferred', response: failure.words }
      : { outcome: 'unreachable', reason: failure.words };
  }

  /** The next connection that is given back, or `null` to try otherwise: time is up, or a place for a new one is free. */
  #wait(options: SendOptions, deadline: AbortSignal): Promise<SmtpSession | null> {
    const queue = options.bulk ? this.#bulkWaiters : this.#waiters;
    return new Promise((resolve) => {
      const finish: Waiter = (session) => {
        deadline.removeEventListener('abort', leave);
        options.signal?.removeEventListener('abort', leave);
        resolve(session);
      };
      const leave = () => {
        queue.splice(queue.indexOf(finish), 1);
        finish(null);
      };
      deadline.addEventListener('abort', leave, { once: true });
      options.signal?.addEventListener('abort', leave, { once: true });
      queue.push(finish);
    });
  }

  #takeIdle(): SmtpSession | undefined {
    for (;;) {
      const session = this.#idle.pop();
      if (!session) return undefined;
      this.#disarm(session);
      if (!session.closed) return session;
    }
  }

  #release(session: SmtpSession): void {
    if (session.closed) {
      // `#forget` has run, when bulk still had its place.
      this.#offer(null);
      return;
    }
    if (this.#closed || session.sent >= this.#options.maxMessagesPerConnection) {
      this.#quit(session);
      return;
    }
    if (this.#offer(session)) return;
    this.#idle.push(session);
    const timer = setTimeout(() => {
      this.#quit(session);
    }, this.#options.idleCloseMs ?? IDLE_CLOSE_MS);
    this.#idleTimers.set(session, timer);
  }

  #forget(session: SmtpSession): void {
    this.#all.delete(session);
    this.#disarm(session);
    const index = this.#idle.indexOf(session);
    if (index >= 0) this.#idle.splice(index, 1);
    // Its place is free: the next may open a new one.
    this.#offer(null);
  }

  #bulkMayTake(): boolean {
    return this.#bulk < bulkConnections(this.#options.maxConnections);
  }

  /** Gives a connection, or a place for one, to the next: single mails before mail in bulk, each in the order they came. */
  #offer(session: SmtpSession | null): boolean {
    const single = this.#waiters.shift();
    const waiter = single ?? (this.#bulkMayTake() ? this.#bulkWaiters.shift() : undefined);
    if (!waiter) return false;
    if (!single && session) this.#bulk += 1;
    waiter(session);
    return true;
  }

  #quit(session: SmtpSession): void {
    const leaving = session.quit().finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  #disarm(session: SmtpSession): void {
    clearTimeout(this.#idleTimers.get(session));
    this.#idleTimers.delete(session);
  }
}
