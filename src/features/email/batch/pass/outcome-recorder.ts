import { type RecordingTime, recordUntilWritten } from '../../../../platform/db/record-until-written.ts';
import type { Em } from '../../../../platform/db/sql.ts';
import { storableText } from '../../../../platform/db/storable-text.ts';
import type { Logger } from '../../../../platform/log/logger.ts';
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

export interface OutcomeRecorderOptions {
  em(): Em;
  sending: Sending;
  stop: SendStop;
  /** When it is over, what could not be written is lost. */
  time: RecordingTime;
  logger: Logger;
}

/**
 * Writes what became of mails, many at once and in the background. Whatever the database says it keeps them and tries again:
 * what was sent must not be sent again because it was not written down.
 */
export class OutcomeRecorder {
  readonly #options: OutcomeRecorderOptions;
  #sent: SentMail[] = [];
  #unsent: UnsentMail[] = [];
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | null = null;
  /** Mails of this pass that nothing happens to any more. */
  ended = 0;

  constructor(options: OutcomeRecorderOptions) {
    this.#options = options;
  }

  async sent(id: string, response: string): Promise<void> {
    this.#sent.push({ id, response: storableText(response) });
    await this.#added();
  }

  async unsent(mail: UnsentMail): Promise<void> {
    this.#unsent.push({ ...mail, message: mail.message === null ? null : storableText(mail.message) });
    await this.#added();
  }

  /** Has rows that were not sent claimed again. @throws when it has to give up */
  async giveBack(ids: readonly string[]): Promise<void> {
    const { em, sending } = this.#options;
    await this.#taken(ids, () => giveBackMails(em(), sending, ids));
  }

  /** Writes all there is. @throws when it has to give up; what it could not write is kept for another call */
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

  /** Whether there are outcomes that are not written yet. */
  get owes(): boolean {
    return this.#flushing !== null || this.#pending > 0;
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
    void this.flush().catch((error: unknown) => this.#options.stop.break(error));
  }

  async #writeAll(): Promise<void> {
    const { em, sending } = this.#options;
    const sent = this.#sent;
    this.#sent = [];
    await this.#taken(sent, () => recordSentMails(em(), sent)).catch((error: unknown) => {
      this.#sent = [...sent, ...this.#sent];
      throw error;
    });
    this.ended += sent.length;
    const unsent = this.#unsent;
    this.#unsent = [];
    await this.#taken(unsent, () => recordUnsentMails(em(), sending, unsent)).catch((error: unknown) => {
      this.#unsent = [...unsent, ...this.#unsent];
      throw error;
    });
    this.ended += unsent.filter((mail) => mail.became !== 'deferred' && mail.became !== 'uncertain').length;
  }

  async #taken(mails: readonly unknown[], write: () => Promise<void>): Promise<void> {
    if (mails.length > 0) await this.#write(write);
  }

  async #write(write: () => Promise<void>): Promise<void> {
    const { time, logger, sending } = this.#options;
    await recordUntilWritten(write, { what: `mails of job ${sending.fence.jobId}`, time, logger });
  }
}
