import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type MailSink, startMailSink } from '../../../test/support/mail-sink.ts';
import { readPart } from '../../../test/support/mime-parts.ts';

/** One alert in a notice to a webhook, ours or Alertmanager's. */
export interface ToldAlert {
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
  startsAt: string;
}

export interface Notice {
  channel: 'webhook' | 'slack' | 'email' | 'alertmanager';
  /** `performance.now()` of its arrival. */
  at: number;
  /** By which receivers drop what comes twice. */
  id: string;
  /** All that is said, for those who read. */
  text: string;
  /** Of webhooks. */
  alerts: readonly ToldAlert[];
}

/** Takes notices over HTTP and SMTP, and refuses what is not signed as it should be. */
export interface Receivers {
  /** Without the mails. */
  notices: Notice[];
  sink: MailSink;
  url: string;
  secret: string;
  mails(): Notice[];
  close(): Promise<void>;
}

const KEY = Buffer.alloc(32, 7).toString('base64');

function isSigned(headers: IncomingMessage['headers'], body: string): boolean {
  const [id, at] = [headers['webhook-id'], headers['webhook-timestamp']];
  const signature = createHmac('sha256', Buffer.from(KEY, 'base64')).update(`${id}.${at}.${body}`).digest('base64');
  return headers['webhook-signature'] === `v1,${signature}`;
}

const fail = (problem: string): never => {
  throw new Error(`a mail of an alert: ${problem}`);
};

/** The text of a mail, as its reader sees it. */
function textOf(raw: Buffer): string {
  const { text: whole, parts } = readPart(raw.toString('latin1'), [], fail);
  return parts.length === 0 ? whole : parts.map((part) => part.text).join('\n');
}

export async function startReceivers(): Promise<Receivers> {
  const sink = await startMailSink(0, { keep: true });
  const notices: Notice[] = [];
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const body = await text(request);
    const channel = (request.url ?? '').slice(1) as Notice['channel'];
    const { alerts = [] } = JSON.parse(body) as { alerts?: ToldAlert[] };
    const signed = channel !== 'webhook' || isSigned(request.headers, body);
    if (signed) notices.push({ channel, at, id: String(request.headers['webhook-id'] ?? ''), text: body, alerts });
    response.writeHead(signed ? 200 : 401).end();
  }
  const server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    notices,
    sink,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secret: `whsec_${KEY}`,
    mails: () =>
      sink.arrivals.flatMap(({ to, at, messageId }, index) =>
        to === OPERATORS
          ? [{ channel: 'email' as const, at, id: messageId, text: textOf(sink.messages[index] as Buffer), alerts: [] }]
          : [],
      ),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await sink.close();
    },
  };
}

export const OPERATORS = 'operators@example.test';
