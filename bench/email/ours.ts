import { readFile, writeFile } from 'node:fs/promises';
import { Client, Connection } from '@temporalio/client';
import { simpleParser } from 'mailparser';
import { mailRetry } from '../../src/features/jobs/retries.domain.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../src/platform/jobs/enqueue.ts';
import { startWorkflow } from '../../src/platform/jobs/start-workflow.ts';
import { type System, startSystem } from '../../test/support/system.ts';
import { asInProduction } from '../support/production.ts';
import { createCampaigns } from './campaigns.ts';
import { type Letter, MARKS, SENDING } from './letter.ts';
import { addressOf, type Sink } from './sink-client.ts';

/** Our side of the benchmark: the real API and worker, configured as `npm start` does it, but for the request limits. */
export interface Ours {
  system: System;
  /** Sends a campaign to so many listed addresses of a series; resolves when it has ended and all its mails are `sent`. */
  sendToList(series: string, count: number): Promise<void>;
  /** The same to everybody who is no admin. @returns seconds until all recipients were in the ledger */
  sendToReaders(count: number): Promise<number>;
  /** Sends all digests that are due; resolves when the job has succeeded. */
  sendDigests(): Promise<void>;
  /** The mail of a campaign, taken from the wire, with marks in place of the personal parts. */
  letter(): Promise<Letter>;
  /** Most memory that the worker held since the last call, in MiB. */
  peakMemory(): Promise<number>;
  stop(): Promise<void>;
}

const SAMPLE_NAME = 'Sampleperson';
/** What every mail has of itself; the baselines' own are written by nodemailer. */
const OWN_HEADERS = /^(from|to|subject|message-id|date|mime-version|content-)/;

async function letterOf(raw: string): Promise<Letter> {
  const mail = await simpleParser(Buffer.from(raw, 'latin1'));
  const mark = (text: string) =>
    text.replace(/(?<=\/api\/email\/[a-z]+\/)[\w-]{48}/g, MARKS.token).replaceAll(SAMPLE_NAME, MARKS.name);
  const headers = mail.headerLines
    .filter(({ key }) => !OWN_HEADERS.test(key))
    .map(({ line }) => {
      const colon = line.indexOf(':');
      const value = line.slice(colon + 1).replaceAll(/\r?\n\s+/g, ' ');
      return [line.slice(0, colon), mark(value.trim())];
    });
  return {
    from: mail.from?.text ?? '',
    subject: mail.subject ?? '',
    html: mark(typeof mail.html === 'string' ? mail.html : ''),
    text: mark(mail.text ?? ''),
    headers: Object.fromEntries(headers) as Record<string, string>,
  };
}

export async function startOurs(sink: Sink): Promise<Ours> {
  const system = await startSystem({
    env: { SMTP_URL: `smtp://127.0.0.1:${sink.port}`, ...SENDING, ...asInProduction() },
  });
  const config = loadConfig(system.env);
  const token = await system.adminToken();
  const connection = await Connection.connect({ address: config.temporal.address });
  const client = new Client({ connection });
  const { taskQueuePrefix } = config.temporal;
  const enqueue = createEnqueue({
    offer: (job) => void startWorkflow({ client, taskQueuePrefix, deadlineMs: 5_000 }, job),
    maxWaitMs: 10_000,
  });

  const { poll, ended, send, sendToList } = createCampaigns(system.api.url, token);

  return {
    system,
    sendToList,
    sendToReaders: (count) => send({ kind: 'segment', segment: { roles: ['user'] } }, count),
    sendDigests: async () => {
      const { sendDeadlineMs: deadlineMs, leaseMs, retryInitialMs } = config.mail;
      const job = await transact(system.em(), (tx) =>
        enqueue(tx, {
          type: { type: 'digest', workflow: 'sendDigests', taskQueue: 'bulk', onSettled: async () => undefined },
          input: {
            dueAt: new Date().toISOString(),
            timing: { deadlineMs, leaseMs },
            retry: mailRetry('low', retryInitialMs),
          },
          summary: 'weekly digests',
          requestedBy: null,
          priority: 'low',
        }),
      );
      const { status } = await poll(`/api/jobs/${job.id}`, ended);
      if (status !== 'succeeded') throw new Error(`the digests ended ${String(status)}`);
    },
    letter: async () => {
      const mail = sink.nextMail();
      const recipients = [{ address: addressOf('sample', 0), name: SAMPLE_NAME }];
      await send({ kind: 'list', recipients }, 1);
      return await letterOf(await mail);
    },
    peakMemory: async () => {
      const folder = `/proc/${system.worker.pid}`;
      const status = await readFile(`${folder}/status`, 'utf8');
      // Forgets the highest value so far.
      await writeFile(`${folder}/clear_refs`, '5');
      return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1]) / 1_024;
    },
    stop: async () => {
      await connection.close();
      await system.stop();
    },
  };
}
