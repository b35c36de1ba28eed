import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../../test/support/http.ts';
import { nameOf } from './letter.ts';
import { addressOf } from './sink-client.ts';

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

type Answer = Record<string, unknown>;

export interface Campaigns {
  poll(path: string, until: (answer: Answer) => boolean): Promise<Answer>;
  /** Whether a job has ended, however. */
  ended(job: Answer): boolean;
  /** @returns seconds until all recipients were in the ledger */
  send(audience: object, count: number): Promise<number>;
  /** To so many listed addresses of a series; resolves when it has ended and all its mails are `sent`. */
  sendToList(series: string, count: number): Promise<void>;
}

/** Sends campaigns as an admin's client does. */
export function createCampaigns(api: string, token: string): Campaigns {
  async function request(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await ask(method, `${api}${path}`, { token, body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async function poll(path: string, until: (answer: Answer) => boolean): Promise<Answer> {
    const deadline = Date.now() + END_WITHIN_MS;
    for (;;) {
      const found = await request('GET', path);
      if (until(found)) return found;
      if (Date.now() > deadline) throw new Error(`${path} has not ended: ${JSON.stringify(found)}`);
      await delay(POLL_MS);
    }
  }

  const ended = ({ finishedAt }: Answer) => finishedAt !== null;

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

  async function sendToList(series: string, count: number): Promise<void> {
    const recipients = Array.from({ length: count }, (_, i) => ({ address: addressOf(series, i), name: nameOf(i) }));
    await send({ kind: 'list', recipients }, count);
  }

  return { poll, ended, send, sendToList };
}
