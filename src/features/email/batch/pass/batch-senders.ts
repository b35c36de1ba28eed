import type { Logger } from '../../../../platform/log/logger.ts';
import type { MailTransport, SendOutcome } from '../../../../platform/mail/mail-transport.ts';
import { MAIL_COEFFICIENT, retryDelayMs } from '../../../jobs/retries.domain.ts';
import { isHardBounce } from '../../bounces/bounces.domain.ts';
import { EMAIL_ERRORS, type EmailRetry } from '../../email.contract.ts';
import { type BatchTiming } from '../batch.contract.ts';
import type { OutcomeRecorder } from './outcome-recorder.ts';
import type { Outgoing, SendQueue } from './send-queue.ts';
import type { SendStop } from './send-stop.ts';

/** So many mails in a row that reach no server say that it is away, and nothing about the mails. */
const AWAY_AFTER = 20;

export interface BatchSendersOptions {
  mail: MailTransport;
  queue: SendQueue;
  timing: BatchTiming;
  retry: EmailRetry;
  recorder: OutcomeRecorder;
  stop: SendStop;
  logger: Logger;
}

type Failure = Exclude<SendOutcome, { outcome: 'accepted' }>;

/** Sends what is in the queue, over as many connections as there are loops. */
export class BatchSenders {
  readonly #options: BatchSendersOptions;
  /** Reached no server since something last did. */
  #unreached: { out: Outgoing; failure: Failure }[] = [];
  #givenUp: string[] = [];
  /** How many sends have ended, however. */
  ended = 0;

  constructor(options: BatchSendersOptions) {
    this.#options = options;
  }

  /** @param onGivenBack is told of rows whose lease was too short to send them, once they may be claimed again */
  start(loops: number, onGivenBack: (out: Outgoing) => void): Promise<void>[] {
    return Array.from({ length: loops }, () => this.#loop(onGivenBack));
  }

  /** After the loops: notes what reached no server, and tells which rows are to be given back. */
  async finish(): Promise<string[]> {
    if (this.#options.stop.reason === 'away') {
      this.#givenUp.push(...this.#unreached.map(({ out }) => out.id));
      this.#unreached = [];
    }
    await this.#noteUnreached();
    return this.#givenUp;
  }

  async #loop(onGivenBack: (out: Outgoing) => void): Promise<void> {
    const { queue, mail, timing, stop, recorder } = this.#options;
    for (;;) {
      const out = await queue.take();
      if (out === null) return;
      if (stop.reason !== null) {
        this.#givenUp.push(out.id);
        continue;
      }
      if (performance.now() + timing.deadlineMs > out.leaseEnds) {
        await recorder.giveBack([out.id]);
        onGivenBack(out);
        continue;
      }
      const outcome = await mail.send(out.mail, {
        deadlineMs: timing.deadlineMs,
        signal: stop.signal,
        bulk: true,
      });
      this.ended += 1;
      await this.#settle(out, outcome);
    }
  }

  async #settle(out: Outgoing, outcome: SendOutcome): Promise<void> {
    const { stop, recorder } = this.#options;
    if (outcome.outcome === 'unreachable') {
      // Stopped while it waited for a connection: nothing was tried.
      if (stop.reason !== null) this.#givenUp.push(out.id);
      else this.#unreached.push({ out, failure: outcome });
      if (this.#unreached.length >= AWAY_AFTER) stop.away(outcome.reason);
      return;
    }
    await this.#noteUnreached();
    if (outcome.outcome === 'accepted') await recorder.sent(out.id, outcome.response);
    else await this.#note(out, outcome);
  }

  async #noteUnreached(): Promise<void> {
    const unreached = this.#unreached;
    this.#unreached = [];
    for (const { out, failure } of unreached) await this.#note(out, failure);
  }

  async #note(out: Outgoing, failure: Failure): Promise<void> {
    const { retry, recorder, logger } = this.#options;
    const { id, attempts } = out;
    const { outcome } = failure;
    const message = 'response' in failure ? failure.response : failure.reason;
    const retryInMs =
      outcome === 'rejected' ? null : retryDelayMs({ ...retry, coefficient: MAIL_COEFFICIENT }, attempts);
    const became = retryInMs === null ? 'failed' : outcome === 'uncertain' ? 'uncertain' : 'deferred';
    logger.info(
      { message_id: id, attempt: attempts, outcome, reason: message, retry_in_ms: retryInMs },
      'mail not sent',
    );
    await recorder.unsent({
      id,
      became,
      code: EMAIL_ERRORS[outcome],
      message,
      retryInMs,
      maybeSent: outcome === 'uncertain' && became === 'failed',
      bounced: failure.outcome === 'rejected' && isHardBounce(failure),
    });
  }
}
