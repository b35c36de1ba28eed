import type { Config } from '../config.ts';
import type { Logger } from '../log/logger.ts';
import { ENDINGS } from './messages.ts';
import type { Subscriber } from './subscriber.ts';

/** All time-outs are looked at together, so they are late by this much at most. */
const SWEEP_MS = 250;
/** Others have their turn in the next sweep. */
const PINGS_PER_SWEEP = 1_000;
/** Of the pool's connections; requests need the others. */
const CHECKS_AT_ONCE = 4;
/** After a check that could not be made, Postgres being away. */
const RETRY_MS = 1_000;

interface Watched {
  authUntil: number;
  pingAt: number;
  checkAt: number;
  /** Waits for its turn to be checked, or is being checked. */
  checking: boolean;
}

/** Watches over the time-outs of all sockets by one timer: who has not said who it is, who is dead, whose token has ended. */
export class Watch {
  /** Sockets that were cut because they gave no sign of life. */
  deadPeers = 0;
  readonly #config: Config['sockets'];
  readonly #logger: Logger;
  readonly #watched = new Map<Subscriber, Watched>();
  readonly #toCheck: Subscriber[] = [];
  #checksRunning = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(config: Config['sockets'], logger: Logger) {
    this.#config = config;
    this.#logger = logger;
  }

  get running(): boolean {
    return this.#timer !== null;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#sweep(), SWEEP_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#toCheck.length = 0;
  }

  subscribers(): Iterable<Subscriber> {
    return this.#watched.keys();
  }

  add(subscriber: Subscriber): void {
    const { authTimeoutMs, heartbeatMs, tokenCheckMs } = this.#config;
    const now = performance.now();
    this.#watched.set(subscriber, {
      authUntil: now + authTimeoutMs,
      pingAt: now + heartbeatMs,
      checkAt: now + tokenCheckMs,
      checking: false,
    });
  }

  remove(subscriber: Subscriber): void {
    this.#watched.delete(subscriber);
  }

  /** Has everybody's subscriptions held back and asked for again: events may have been missed, and revocations too. */
  recheckAll(): void {
    for (const [subscriber, watched] of this.#watched) {
      subscriber.suspend();
      watched.checkAt = 0;
    }
    if (this.running) this.#sweep();
  }

  #sweep(): void {
    const now = performance.now();
    let pings = PINGS_PER_SWEEP;
    for (const [subscriber, watched] of this.#watched) {
      if (!subscriber.connection.isOpen) continue;
      if (subscriber.userId === null) {
        if (now >= watched.authUntil) subscriber.connection.end(ENDINGS.authTimeout);
        continue;
      }
      if (now >= watched.checkAt && !watched.checking) {
        watched.checking = true;
        this.#toCheck.push(subscriber);
      }
      if (now >= watched.pingAt && pings > 0) {
        pings -= 1;
        watched.pingAt = now + this.#config.heartbeatMs;
        if (!subscriber.connection.heartbeat()) this.deadPeers += 1;
      }
    }
    while (this.#checksRunning < CHECKS_AT_ONCE && this.#toCheck.length > 0) void this.#checkInTurn();
  }

  /** One of the few that check, until no one waits for it. */
  async #checkInTurn(): Promise<void> {
    this.#checksRunning += 1;
    for (let next = this.#toCheck.shift(); next; next = this.#toCheck.shift()) await this.#check(next);
    this.#checksRunning -= 1;
  }

  async #check(subscriber: Subscriber): Promise<void> {
    const watched = this.#watched.get(subscriber);
    if (!watched) return;
    // Set to 0 while the check runs, it asks for another one.
    watched.checkAt = Number.POSITIVE_INFINITY;
    let nextIn = this.#config.tokenCheckMs;
    try {
      await subscriber.check();
    } catch (error) {
      nextIn = Math.min(nextIn, RETRY_MS);
      this.#logger.warn({ err: error }, 'socket could not be checked');
    }
    watched.checkAt = Math.min(watched.checkAt, performance.now() + nextIn);
    watched.checking = false;
  }
}
