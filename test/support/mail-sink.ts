import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { PATIENCE } from './patience.ts';

export interface Arrival {
  to: string;
  messageId: string;
  /** `performance.now()` when the 250 was answered. */
  at: number;
}

/** An SMTP server that takes everything, but for addresses that begin with `refused`, and remembers its 250s. */
export interface MailSink {
  port: number;
  arrivals: Arrival[];
  /** Address → its first arrival. */
  accepted: ReadonlyMap<string, Arrival>;
  /** Whole messages, byte by byte, in the order of their 250s; none unless they are kept. */
  messages: Buffer[];
  /** Resolves when all these addresses have their mail. @throws after `withinMs`, saying how many have not */
  untilAccepted(addresses: readonly string[], withinMs: number): Promise<void>;
  close(): Promise<void>;
}

function messageIdOf(head: string): string {
  return /^message-id:\s*(<[^>]+>)/im.exec(head)?.[1] ?? '';
}

export interface MailSinkOptions {
  /** Keeps whole messages, for `checkAll` of `mime-check.ts`. */
  keep?: boolean;
}

/** @param answerAfterMs how long the server thinks before its 250, so that a kill finds mails on their way */
export async function startMailSink(answerAfterMs = 0, { keep = false }: MailSinkOptions = {}): Promise<MailSink> {
  const arrivals: Arrival[] = [];
  const messages: Buffer[] = [];
  const accepted = new Map<string, Arrival>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, callback) {
      if (!address.startsWith('refused')) return callback();
      return callback(Object.assign(new Error('no such user'), { responseCode: 550 }));
    },
    onData(stream, session, callback) {
      let head = '';
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        if (keep) chunks.push(chunk);
        if (head.length < 8_192) head += chunk.toString('latin1');
      });
      stream.on('end', () => {
        const answer = () => {
          if (keep) messages.push(Buffer.concat(chunks));
          for (const recipient of session.envelope.rcptTo) {
            const arrival = { to: recipient.address, messageId: messageIdOf(head), at: performance.now() };
            arrivals.push(arrival);
            if (!accepted.has(arrival.to)) accepted.set(arrival.to, arrival);
          }
          callback();
        };
        if (answerAfterMs > 0) setTimeout(answer, answerAfterMs);
        else answer();
      });
    },
  });
  // A client that is killed resets its connections.
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    arrivals,
    accepted,
    messages,
    untilAccepted: async (addresses, withinMs) => {
      const deadline = performance.now() + PATIENCE * withinMs;
      let missing = addresses.filter((address) => !accepted.has(address));
      while (missing.length > 0) {
        if (performance.now() > deadline) throw new Error(`${missing.length} mails did not arrive`);
        await delay(20);
        missing = missing.filter((address) => !accepted.has(address));
      }
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
