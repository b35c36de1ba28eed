import { randomUUID } from 'node:crypto';
import { CancelledFailure, type Context } from '@temporalio/activity';
import type { BatchPass, DeliverBatchInput } from '../../src/features/email/batch/batch.contract.ts';
import {
  beginPass,
  countProgress,
  dueInMs,
  finishBatch,
  lookAtBatch,
  type Sending,
} from '../../src/features/email/batch/batch.ledger.ts';
import type { FindContacts } from '../../src/features/email/batch/batch-recipients.ts';
import type { BatchKind } from '../../src/features/email/batch/bulk-mail.service.ts';
import { BatchPages } from '../../src/features/email/batch/pass/batch-pages.ts';
import { BatchSenders } from '../../src/features/email/batch/pass/batch-senders.ts';
import { watchBatch } from '../../src/features/email/batch/pass/batch-watch.ts';
import { OutcomeRecorder } from '../../src/features/email/batch/pass/outcome-recorder.ts';
import { type Outgoing, SendQueue } from '../../src/features/email/batch/pass/send-queue.ts';
import { SendStop } from '../../src/features/email/batch/pass/send-stop.ts';
import { EMAIL_ERRORS } from '../../src/features/email/email.contract.ts';
import { RecordingTime } from '../../src/platform/db/record-until-written.ts';
import { type Em, run } from '../../src/platform/db/sql.ts';
import { storableText } from '../../src/platform/db/storable-text.ts';
import { recordFailedAttempt, reportProgress } from '../../src/platform/jobs/fence.ts';
import type { Logger } from '../../src/platform/log/logger.ts';
import type { MailTransport } from '../../src/platform/mail/mail-transport.ts';

/** Until a wish to cancel has reached the workflow, and until rows that someone else held for a moment are free. */
const SOON_MS = 1_000;

export interface BatchDelivery {
  em(): Em;
  mail: MailTransport;
  connections: number;
  /** 0 for no limit. */
  maxPerSecond: number;
  kinds: readonly BatchKind[];
  findContacts: FindContacts;
  logger: Logger;
  context: Pick<Context, 'cancellationSignal' | 'heartbeat' | 'info'>;
  input: DeliverBatchInput;
}

/** One pass over the batch of a job: sends what can be sent now, and ends the job when nothing is left. */
export async function deliverPass(delivery: BatchDelivery): Promise<BatchPass> {
  const { em, input, context, kinds } = delivery;
  const { fence } = input;
  const jobType = await beginPass(em(), fence, context.info.attempt);
  if (jobType === null) return { state: 'lost' };
  const wish = await lookAtBatch(em(), fence);
  if (wish !== 'send') return stoppedBy(wish);
  const kind = kinds.find((candidate) => candidate.jobType === jobType);
  if (!kind) throw new Error(`This worker has no mails for the job type ${jobType}`);
  const stop = new SendStop();
  const abort = () => stop.request('aborted');
  context.cancellationSignal.addEventListener('abort', abort);
  if (context.cancellationSignal.aborted) abort();
  let timeIsUp = false;
  try {
    timeIsUp = await sendAll(delivery, kind, stop);
  } finally {
    context.cancellationSignal.removeEventListener('abort', abort);
  }
  if (stop.reason === 'broken') throw stop.error;
  if (stop.reason === 'aborted') throw new CancelledFailure('stopped between two mails');
  if (stop.reason === 'away') return await serverAway(delivery, String(stop.error));
  return stop.reason === null ? await whatIsLeft(delivery, timeIsUp) : stoppedBy(stop.reason);
}

/** Shows in the job what the batch waits for, since its mails do not say it. */
async function serverAway({ em, input, context }: BatchDelivery, message: string): Promise<BatchPass> {
  const { fence, retry } = input;
  const waitMs = retry.initialIntervalMs;
  const error = { code: EMAIL_ERRORS.unreachable, message: storableText(message) };
  await run(em(), recordFailedAttempt(fence, { attempt: context.info.attempt, error, retryInMs: waitMs }));
  return { state: 'waiting', waitMs };
}

function stoppedBy(wish: 'paused' | 'cancelling' | 'lost'): BatchPass {
  return wish === 'cancelling' ? { state: 'waiting', waitMs: SOON_MS } : { state: wish };
}

/**
 * Claims and composes pages, sends them over all connections and writes what becomes of them, all at the same time.
 * @returns whether it ended because the time of the pass was up: what was claimed is sent, more is left
 */
async function sendAll(delivery: BatchDelivery, kind: BatchKind, stop: SendStop): Promise<boolean> {
  const { em, input, connections, maxPerSecond, findContacts, logger, context } = delivery;
  const { fence, timing, retry } = input;
  const sending: Sending = { fence, holder: `${fence.chainId}/${context.info.attempt}/${randomUUID()}` };
  const before = await countProgress(em(), fence.jobId);
  const compose = await kind.open(em(), fence.jobId);
  const time = new RecordingTime(Number.POSITIVE_INFINITY, context.cancellationSignal);
  const recorder = new OutcomeRecorder({ em, sending, stop, time, logger });
  const progress = () => ({ done: Math.min(before.total, before.done + recorder.ended), total: before.total });
  const queue = new SendQueue(connections);
  const senders = new BatchSenders({ mail: delivery.mail, queue, timing, retry, recorder, stop, logger });
  const unsent: string[] = [];
  const putBack = (ids: readonly string[]) => unsent.push(...ids);
  const pages = new BatchPages({
    em,
    sending,
    leaseMs: timing.leaseMs,
    connections,
    maxPerSecond,
    compose,
    findContacts,
    recorder,
    stop,
    logger,
    putBack,
    sends: () => senders.ended,
    waiting: () => context.heartbeat(),
  });
  const idsOf = (mails: readonly Outgoing[]) => mails.map((mail) => mail.id);
  const empty = () => putBack(idsOf(queue.drain()));
  stop.signal.addEventListener('abort', empty);
  if (stop.signal.aborted) empty();

  const until = performance.now() + (input.passMs ?? Number.POSITIVE_INFINITY);
  let timeIsUp = false;
  async function fill(): Promise<void> {
    for (let page = await pages.next(); page !== null; page = await pages.next()) {
      await queue.room();
      if (stop.reason === null) queue.push(page);
      else putBack(idsOf(page));
      timeIsUp = performance.now() >= until;
      if (timeIsUp) break;
    }
    queue.close();
  }

  let seen = -1;
  /** It gets on when a mail is sent, and when it holds on to what a database that is away does not take yet. */
  const look = () => {
    const now = senders.ended + recorder.ended;
    if (now !== seen || recorder.owes) context.heartbeat();
    seen = now;
  };
  const end = new AbortController();
  const watch = watchBatch({ em, fence, stop, progress, look, logger }, end.signal);
  const loops = [fill(), ...senders.start(connections, (mail) => pages.rewind(mail.after))];
  await Promise.all(loops.map((loop) => loop.catch((error: unknown) => stop.break(error))));
  end.abort();
  await watch;
  unsent.push(...(await senders.finish()));
  // Both are tried, whatever becomes of the other: a row that is not given back looks as if it had been sent.
  const writes = [recorder.flush(), recorder.giveBack(unsent)];
  for (const write of await Promise.allSettled(writes)) if (write.status === 'rejected') throw write.reason;
  await reportProgress(em(), fence, progress());
  return timeIsUp;
}

async function whatIsLeft({ em, input }: BatchDelivery, timeIsUp: boolean): Promise<BatchPass> {
  const { fence, retry } = input;
  for (;;) {
    const dueMs = await dueInMs(em(), fence.jobId);
    if (dueMs === 0 && timeIsUp) return { state: 'waiting', waitMs: 0 };
    // Mails that become due one after the other are waited for together.
    if (dueMs !== null)
      return {
        state: 'waiting',
        waitMs: dueMs === 0 ? SOON_MS : Math.max(dueMs, Math.ceil(retry.initialIntervalMs / 2)),
      };
    const end = await finishBatch(em(), fence);
    if (end !== 'open') return { state: end };
  }
}
