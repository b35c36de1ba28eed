import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { simpleParser } from 'mailparser';
import { mailRetry } from '../../src/features/jobs/retries.domain.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../src/platform/jobs/enqueue.ts';
import { startWorkflow } from '../../src/platform/jobs/start-workflow.ts';
import { ask } from '../../test/support/http.ts';
import { type System, startSystem } from '../../test/support/system.ts';
import { productionSecrets } from '../support/production-secrets.ts';
import { CONNECTIONS, type Letter, MAILS_PER_CONNECTION, MARKS, nameOf } from './letter.ts';
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

const POLL_MS = 250;
const END_WITHIN_MS = 600_000;

const CONTENT = {
  subject: 'Alerts that understand percentages – and a new home for your watchlists',
  preview: 'What is new this month, and what it means for you',
  title: 'What is new in March',
  body: [
    'From today a price alert can wait for a move of so many percent, up or down, measured from the price at which you set it. Levels stay what they were: above and below fire once for each crossing and arm themselves again when the price has gone back far enough.',
    'Watchlists have moved to a page of their own. Each line shows the latest price, the change of the day and – new – the spread of the last week as a small chart. Lists can be put in any order; the first one is what your weekly digest talks about.',
    'Für alle, die es eilig haben: Mit der Taste „/“ springst du von überall in die Suche. 🚀 We have also made search itself about three times as fast, and it now finds people and posts as well as tickers.',
    'Calls that you publish are frozen with the price of that moment and resolved at their horizon, against the market. Your profile shows how many were right; nobody can edit a call afterwards, not even us.',
    'As always: if something does not work as you expect, answer this mail. It is read by people.',
  ].join('\n\n'),
  action: { label: 'See what is new', url: 'https://example.com/news/march?utm_source=mail' },
};

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
    env: {
      SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
      SMTP_MAX_CONNECTIONS: String(CONNECTIONS),
      SMTP_MAX_MESSAGES_PER_CONNECTION: String(MAILS_PER_CONNECTION),
      LOG_LEVEL: 'info',
      HTTP_CHECK_RESPONSES: 'false',
      PROGRAM_OUTPUT: 'discard',
      ...productionSecrets(),
    },
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

  async function request(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await ask(method, `${system.api.url}${path}`, { token, body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async function poll(path: string, until: (found: Record<string, unknown>) => boolean) {
    const deadline = Date.now() + END_WITHIN_MS;
    for (;;) {
      const found = await request('GET', path);
      if (until(found)) return found;
      if (Date.now() > deadline) throw new Error(`${path} has not ended: ${JSON.stringify(found)}`);
      await delay(POLL_MS);
    }
  }

  const ended = ({ finishedAt }: Record<string, unknown>) => finishedAt !== null;

  /** @returns seconds until all recipients were in the ledger */
  async function send(audience: object, count: number): Promise<number> {
    const begin = performance.now();
    const { id } = await request('POST', '/api/email/campaigns', { name: 'bench', content: CONTENT, audience });
    const path = `/api/email/campaigns/${String(id)}`;
    await poll(path, ({ settledAt }) => settledAt !== null);
    const filledSeconds = (performance.now() - begin) / 1_000;
    // The report of a campaign counts its mails: not asked for while they are sent.
    await poll(`/api/jobs/${String(id)}`, ended);
    const { status, counts, uncertain } = (await request('GET', path)) as {
      status: string;
      counts: { sent: number };
      uncertain: number;
    };
    if (status !== 'sent' || counts.sent !== count || uncertain !== 0) {
      throw new Error(`the campaign ended ${status}: ${JSON.stringify(counts)}, ${uncertain} uncertain`);
    }
    return filledSeconds;
  }

  return {
    system,
    sendToList: async (series, count) => {
      const recipients = Array.from({ length: count }, (_, i) => ({ address: addressOf(series, i), name: nameOf(i) }));
      await send({ kind: 'list', recipients }, count);
    },
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
