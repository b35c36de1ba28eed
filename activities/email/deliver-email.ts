import { ApplicationFailure, CancelledFailure, type Context } from '@temporalio/activity';
import { type DeliverEmailInput, EMAIL_ERRORS } from '../../src/features/email/email.contract.ts';
import {
  type Attempt,
  type ClaimedMail,
  claimMail,
  giveBack,
  recordAlreadySent,
  recordNotSent,
  recordRejected,
  recordSent,
  recordUncertain,
  recordWaiting,
} from '../../src/features/email/email.ledger.ts';
import { mailOf } from '../../src/features/email/rendering/mail-of.ts';
import type { Sender } from '../../src/features/email/rendering/sender.service.ts';
import { templateOf } from '../../src/features/email/templates/catalog.ts';
import { MAIL_COEFFICIENT, retryDelayMs } from '../../src/features/jobs/retries.domain.ts';
import { RecordingTime, recordUntilWritten } from '../../src/platform/db/record-until-written.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import { storableText } from '../../src/platform/db/storable-text.ts';
import { type JobError, SAID_IN_JOB } from '../../src/platform/jobs/jobs.contract.ts';
import type { Logger } from '../../src/platform/log/logger.ts';
import type { ComposedMail, MailTransport, SendOutcome } from '../../src/platform/mail/mail-transport.ts';
import { reserveSends } from '../../src/platform/mail/send-pace.ts';

/** Until a wish to cancel has reached the workflow, which then ends this activity. */
const CANCEL_DELIVERY_MS = 1_000;
/** Beyond the end of a lease, so that the next attempt does not arrive a moment before it. */
const LEASE_MARGIN_MS = 50;

/** Before Temporal gives the attempt up, so that its failure still arrives and no other attempt overlaps with it. */
const RECORD_MARGIN_MS = 2_000;

export interface Delivery {
  em: Em;
  mail: MailTransport;
  sender: Sender;
  /** Of all mail; 0 for no limit. */
  maxPerSecond: number;
  logger: Logger;
  context: Pick<Context, 'cancellationSignal'>;
  attempt: Attempt;
  input: DeliverEmailInput;
}

function retryable(error: JobError, afterMs: number | null): ApplicationFailure {
  return ApplicationFailure.create({
    type: error.code,
    message: error.message,
    ...(afterMs === null ? {} : { nextRetryDelay: afterMs }),
  });
}

/** For the history: the words of a server, which may name people, have been recorded in the job. */
const said = ({ code }: JobError): JobError => ({ code, message: SAID_IN_JOB });

const permanent = (error: JobError) => ApplicationFailure.nonRetryable(error.message, error.code);

/** One attempt: claim, render, send, record. Returns when the mail is sent or no longer this run's; else throws why. */
export async function deliver(delivery: Delivery): Promise<void> {
  const { em, attempt, input } = delivery;
  const began = performance.now();
  const claim = await claimMail(em, attempt, input.timing.leaseMs);
  switch (claim.kind) {
    case 'lost':
      return;
    case 'sent':
      return await recordAlreadySent(em, attempt.fence);
    case 'failed':
    case 'cancelled':
    case 'suppressed':
      throw permanent(claim.kind === 'failed' ? said(claim.error) : claim.error);
    case 'leased':
      return await wait(delivery, Math.ceil(claim.remainingMs) + LEASE_MARGIN_MS);
    case 'cancelling':
      throw retryable(
        { code: EMAIL_ERRORS.cancelling, message: 'not sent: the job is being cancelled' },
        CANCEL_DELIVERY_MS,
      );
    case 'claimed':
      return await send(claimedDelivery(delivery, claim.mail, began), began + input.timing.deadlineMs);
  }
}

async function wait({ em, attempt }: Delivery, remainingMs: number): Promise<never> {
  const error = {
    code: EMAIL_ERRORS.leased,
    message: 'an earlier attempt may still be sending; waiting for its lease',
  };
  await recordWaiting(em, attempt, { error, retryInMs: remainingMs });
  throw retryable(error, remainingMs);
}

/** A delivery whose mail this attempt alone may send. */
interface ClaimedDelivery extends Delivery {
  row: ClaimedMail;
  /** Has the ledger written, however often that takes, within the time of the attempt. */
  recorded<T>(write: () => Promise<T>): Promise<T>;
}

function claimedDelivery(delivery: Delivery, row: ClaimedMail, began: number): ClaimedDelivery {
  const { logger, context, input } = delivery;
  const time = new RecordingTime(began + input.timing.attemptTimeoutMs - RECORD_MARGIN_MS, context.cancellationSignal);
  return {
    ...delivery,
    row,
    recorded: (write) => recordUntilWritten(write, { what: `mail ${row.id}`, time, logger }),
  };
}

/** @param until by `performance.now()`, when the mail must be sent or not */
async function send(delivery: ClaimedDelivery, until: number): Promise<void> {
  const mail = await compose(delivery);
  const signal = delivery.context.cancellationSignal;
  if (signal.aborted) return await stop(delivery);
  // A person waits for it, so it goes at once, counted or not, and mail in bulk gives way.
  await reserveSends(delivery.em, delivery.maxPerSecond, 1).catch((error: unknown) => {
    const fields = { err: error, message_id: delivery.row.id };
    delivery.logger.warn(fields, 'could not count the mail for the rate, sending it anyway');
  });
  const deadlineMs = Math.floor(until - performance.now());
  const outcome: SendOutcome =
    deadlineMs > 0
      ? await delivery.mail.send(mail, { deadlineMs, signal })
      : { outcome: 'unreachable', reason: 'the attempt ran out of time before it started to send' };
  // Given up while it waited for a connection: nothing was sent.
  if (outcome.outcome === 'unreachable' && signal.aborted) return await stop(delivery);
  if (outcome.outcome === 'accepted') await recordAccepted(delivery, outcome.response);
  else await recordRefused(delivery, outcome);
}

async function stop({ em, attempt, recorded }: ClaimedDelivery): Promise<never> {
  await recorded(() => giveBack(em, attempt));
  throw new CancelledFailure('not sent: the attempt was cancelled');
}

async function compose({ em, attempt, row, sender, logger, recorded }: ClaimedDelivery): Promise<ComposedMail> {
  try {
    return await mailOf(row, sender);
  } catch (cause) {
    const message = storableText(
      `the mail could not be rendered: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
    const error = { code: EMAIL_ERRORS.unrenderable, message };
    logger.error({ err: cause, message_id: row.id, template: row.template }, 'mail could not be rendered');
    await recorded(() => recordRejected(em, attempt, { error, answer: null }));
    throw permanent(said(error));
  }
}

const logFields = ({ row, attempt }: ClaimedDelivery, outcome: SendOutcome['outcome']) => ({
  template: row.template,
  message_id: row.id,
  attempt: attempt.number,
  outcome,
});

async function recordAccepted(delivery: ClaimedDelivery, words: string): Promise<void> {
  const { em, attempt, row, logger, recorded } = delivery;
  const { secrets } = templateOf(row.template);
  const sent = { mailId: row.id, response: storableText(words), secrets };
  const ended = await recorded(() => recordSent(em, attempt.fence, sent));
  const fields = logFields(delivery, 'accepted');
  if (ended) logger.debug(fields, 'mail sent');
  else logger.warn(fields, 'mail sent by a run that had lost its fence');
}

type Refused = Exclude<SendOutcome, { outcome: 'accepted' }>;

async function recordRefused(delivery: ClaimedDelivery, refused: Refused): Promise<never> {
  const { em, attempt, input, logger, recorded } = delivery;
  const retryInMs = retryDelayMs({ ...input.retry, coefficient: MAIL_COEFFICIENT }, attempt.number);
  const error: JobError = {
    code: EMAIL_ERRORS[refused.outcome],
    message: storableText('response' in refused ? refused.response : refused.reason),
  };
  const fields = logFields(delivery, refused.outcome);
  logger.warn({ ...fields, reason: error.message, retry_in_ms: retryInMs }, 'mail not sent');
  if (refused.outcome === 'rejected') {
    await recorded(() => recordRejected(em, attempt, { error, answer: refused }));
    throw permanent(said(error));
  }
  const record = refused.outcome === 'uncertain' ? recordUncertain : recordNotSent;
  await recorded(() => record(em, attempt, { error, retryInMs }));
  throw retryable(said(error), retryInMs);
}
