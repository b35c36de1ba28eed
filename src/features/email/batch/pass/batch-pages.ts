import { isDatabaseAtFault } from '../../../../platform/db/failures.ts';
import type { Em } from '../../../../platform/db/sql.ts';
import type { Logger } from '../../../../platform/log/logger.ts';
import type { ComposedMail } from '../../../../platform/mail/mail-transport.ts';
import { reserveSends } from '../../../../platform/mail/send-pace.ts';
import { pause } from '../../../../platform/time/pause.ts';
import { EMAIL_ERRORS } from '../../email.contract.ts';
import { type ClaimedRow, claimPage, lookAtBatch, recordAddresses, type Sending } from '../batch.ledger.ts';
import { chooseRecipients, type FindContacts } from '../batch-recipients.ts';
import type { BatchRecipient, ComposePage } from '../bulk-mail.service.ts';
import type { OutcomeRecorder } from './outcome-recorder.ts';
import type { Outgoing } from './send-queue.ts';
import type { SendStop } from './send-stop.ts';

/** As many rows as amortise the statements of a page: a tenth of a second of a fast server. */
const MAX_PAGE = 250;
/** Pages are as long as what is sent in this time, so that their rows are sent long before their lease ends. */
const PAGE_MS = 500;
/** A page that waits for its turn says so this often. */
const TURN_MS = 60_000;

export interface BatchPagesOptions {
  em(): Em;
  sending: Sending;
  leaseMs: number;
  connections: number;
  /** 0 for no limit. */
  maxPerSecond: number;
  compose: ComposePage;
  findContacts: FindContacts;
  recorder: OutcomeRecorder;
  /** Takes rows that cannot be composed now, to be given back at the end. */
  putBack(ids: readonly string[]): void;
  /** How many sends of this pass have ended. */
  sends(): number;
  /** Called now and then while a page waits for its turn under the rate, which may take long. */
  waiting(): void;
  stop: SendStop;
  logger: Logger;
}

/** Goes through a batch once, in pages: claims rows, asks who still wants the mail, and composes. */
export class BatchPages {
  readonly #options: BatchPagesOptions;
  #after: string | null = null;
  #size: number;
  #claimed = { at: 0, sends: 0 };
  /** Sends that were reserved and not used. */
  #credit = 0;

  constructor(options: BatchPagesOptions) {
    this.#options = options;
    this.#size = Math.min(MAX_PAGE, 4 * options.connections);
  }

  /** Has rows that were given back claimed again. */
  rewind(after: string | null): void {
    if (this.#after !== null && (after === null || after < this.#after)) this.#after = after;
  }

  /** The next page, which may be short; null at the end of the batch, or when the pass is stopped. */
  async next(): Promise<Outgoing[] | null> {
    const { em, sending, stop, leaseMs } = this.#options;
    for (;;) {
      const limit = await this.#turn();
      if (stop.reason !== null) return null;
      const after = this.#after;
      const leaseEnds = performance.now() + leaseMs;
      const page = await claimPage(em(), sending, { after, limit, leaseMs });
      if (page === null) {
        const wish = await lookAtBatch(em(), sending.fence);
        if (wish !== 'send') stop.request(wish);
        continue;
      }
      const last = page.at(-1);
      if (!last) return null;
      this.#after = last.id;
      const mails = await this.#prepare(page);
      this.#credit = Math.max(0, this.#credit - mails.length);
      if (mails.length > 0) return mails.map((mail) => ({ ...mail, leaseEnds, after }));
    }
  }

  /** Waits until as many mails may go out under the rate as the next page has; tells how many that are. */
  async #turn(): Promise<number> {
    const { em, maxPerSecond, stop, waiting } = this.#options;
    this.#adapt();
    if (maxPerSecond === 0) return this.#size;
    const limit = Math.max(1, Math.min(this.#size, Math.floor((maxPerSecond * PAGE_MS) / 1_000)));
    if (limit > this.#credit) {
      const waitMs = await reserveSends(em(), maxPerSecond, limit - this.#credit);
      this.#credit = limit;
      for (let left = waitMs; left > 0 && stop.reason === null; left -= TURN_MS) {
        waiting();
        await pause(Math.min(left, TURN_MS), stop.signal);
      }
    }
    return limit;
  }

  #adapt(): void {
    const { connections, sends } = this.#options;
    const now = { at: performance.now(), sends: sends() };
    // Before anything was sent nothing is known of the server: composing the first page took the time.
    if (now.sends > 0) {
      const rate = (now.sends - this.#claimed.sends) / Math.max(1, now.at - this.#claimed.at);
      this.#size = Math.min(MAX_PAGE, Math.max(connections, Math.round((this.#size + rate * PAGE_MS) / 2)));
    }
    this.#claimed = now;
  }

  async #prepare(page: ClaimedRow[]): Promise<Pick<Outgoing, 'id' | 'attempts' | 'mail'>[]> {
    const { em, sending, recorder, findContacts, putBack } = this.#options;
    const claimed = page.filter((row) => row.status === 'sending');
    recorder.ended += page.length - claimed.length;
    try {
      const { recipients, refused, moved } = await chooseRecipients(em(), findContacts, claimed);
      if (moved.length > 0) await recordAddresses(em(), sending, moved);
      for (const mail of refused) await recorder.unsent(mail);
      const composed = await this.#compose(recipients);
      return recipients.flatMap(({ messageId: id, attempts }, index) => {
        const mail = composed[index];
        return mail ? [{ id, attempts, mail }] : [];
      });
    } catch (error) {
      putBack(claimed.map((row) => row.id));
      throw error;
    }
  }

  /** A page that cannot be composed is composed mail by mail, so that one that is broken stops no other. */
  async #compose(recipients: readonly BatchRecipient[]): Promise<(ComposedMail | null)[]> {
    if (recipients.length === 0) return [];
    try {
      return await this.#composed(recipients);
    } catch (error) {
      if (isDatabaseAtFault(error)) throw error;
      this.#options.logger.warn(
        { err: error, mails: recipients.length },
        'page could not be composed, composing its mails one by one',
      );
    }
    const mails: (ComposedMail | null)[] = [];
    for (const recipient of recipients) mails.push(await this.#composeOne(recipient));
    return mails;
  }

  async #composeOne(recipient: BatchRecipient): Promise<ComposedMail | null> {
    try {
      return (await this.#composed([recipient]))[0] ?? null;
    } catch (error) {
      if (isDatabaseAtFault(error)) throw error;
      const { messageId: id } = recipient;
      this.#options.logger.error({ err: error, message_id: id }, 'mail could not be rendered');
      const message = `the mail could not be rendered: ${error instanceof Error ? error.message : String(error)}`;
      await this.#options.recorder.unsent({
        id,
        became: 'failed',
        code: EMAIL_ERRORS.unrenderable,
        message,
        retryInMs: null,
      });
      return null;
    }
  }

  /** Composes these; what there is nothing to say in is skipped. */
  async #composed(recipients: readonly BatchRecipient[]): Promise<(ComposedMail | null)[]> {
    const { em, compose, recorder } = this.#options;
    const mails = await compose(em(), recipients);
    if (mails.length !== recipients.length)
      throw new Error(`${mails.length} mails for ${recipients.length} recipients`);
    for (const [index, { messageId: id }] of recipients.entries()) {
      if (mails[index] !== null) continue;
      await recorder.unsent({ id, became: 'skipped', code: null, message: null, retryInMs: null });
    }
    return mails;
  }
}
