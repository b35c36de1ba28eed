import type { Em } from '../../../../platform/db/sql.ts';
import { isDatabaseAway } from '../../database-away.ts';
import {
  giveBackMails,
  recordSentMails,
  recordUnsentMails,
  type Sending,
  type SentMail,
  type UnsentMail,
} from '../batch.ledger.ts';
import type { SendStop } from './send-stop.ts';

/** Outcomes that are written in one statement: a worker that dies before it repeats these mails, so not too many. */
const BATCH = 100;
const FLUSH_MS = 100;
/** From here on sending waits for the database. */
const MAX_PENDING = 500;
const RETRY_MS = 500;
/** How long a pass that is cancelled tries to write what it knows. */
const LAST_TRIES_MS = 4_000;

/** Postgres holds no NUL in a text, and a server may say anything. */
export const storable = (text: string) => text.replaceAll('\0', ' ').slice(0, 1_000);

/**
 * Writes what became of mails, many at once and in the background. While the database is away it keeps trying: what was sent
 * must not be sent again because nobody wrote it down.
 */
export class OutcomeRecorder {
  readonly #em: () => Em;
  readonly #sending: Sending;
  readonly #stop: SendStop;
  readonly #cancelled: AbortSignal;
  #sent: SentMail[] = [];
  #unsent: UnsentMail[] = [];
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | null = null;
  /** Mails of this pass that nothing happens to any more. */
  ended = 0;

  /** @param cancelled when the worker stops, or the activity is cancelled: then little time is left */
  constructor(em: () => Em, sending: Sending, stop: SendStop, cancelled: AbortSignal) {
    this.#em = em;
    this.#sending = sending;
    this.#stop = stop;
    this.#cancelled = cancelled;
  }

  async sent(id: string, response: string): Promise<void> {
    this.#sent.push({ id, response: storable(response) });
    await this.#added();
  }

  async unsent(mail: UnsentMail): Promise<void> {
    this.#unsent.push({ ...mail, message: mail.message === null ? null : storable(mail.message) });
    await this.#added();
  }

  /** Has rows that were not sent claimed again. @throws when that cannot be written */
  async giveBack(ids: readonly string[]): Promise<void> {
    await this.#write(() => giveBackMails(this.#em(), this.#sending, ids));
  }

  /** Writes all there is. @throws when that cannot be written */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#flushing || this.#pending > 0) {
      this.#flushing ??= this.#writeAll().finally(() => {
        this.#flushing = null;
      });
      await this.#flushing;
    }
  }

  get #pending(): number {
    return this.#sent.length + this.#unsent.length;
  }

  async #added(): Promise<void> {
    if (this.#pending >= MAX_PENDING) await this.flush();
    else if (this.#pending >= BATCH && !this.#flushing) this.#flushInBackground();
    else this.#timer ??= setTimeout(() => this.#flushInBackground(), FLUSH_MS);
  }

  #flushInBackground(): void {
    void this.flush().catch((error: unknown) => this.#stop.break(error));
  }

  async #writeAll(): Promise<void> {
    const sent = this.#sent;
    const unsent = this.#unsent;
    this.#sent = [];
    this.#unsent = [];
    if (sent.length > 0) await this.#write(() => recordSentMails(this.#em(), sent));
    if (unsent.length > 0) await this.#write(() => recordUnsentMails(this.#em(), this.#sending, unsent));
    this.ended +=
      sent.length + unsent.filter((mail) => mail.became !== 'deferred' && mail.became !== 'uncertain').length;
  }

  async #write(write: () => Promise<void>): Promise<void> {
    let until = Number.POSITIVE_INFINITY;
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (this.#cancelled.aborted) until = Math.min(until, performance.now() + LAST_TRIES_MS);
        if (!isDatabaseAway(error) || performance.now() > until) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}
