import { setTimeout as delay } from 'node:timers/promises';
import type { MailSink } from '../../test/support/mail-sink.ts';

/** One way of asking for a mail. Resolves when the request is acknowledged. */
export type Ask = (address: string) => Promise<void>;

export interface Burst {
  /** Delivered mails a second, from the first request to the last 250. */
  mailsPerSecond: number;
}

/** Asks for `count` mails, `concurrency` requests at a time, and waits until all are delivered. */
export async function burst(
  ask: Ask,
  sink: MailSink,
  name: string,
  count: number,
  concurrency: number,
): Promise<Burst> {
  const addresses = Array.from({ length: count }, (_, i) => `${name}-${i}@bench.localhost`);
  const queue = addresses.values();
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const address of queue) await ask(address);
    }),
  );
  await sink.untilAccepted(addresses, 180_000);
  const end = Math.max(...addresses.map((address) => sink.accepted.get(address)?.at ?? Number.NaN));
  return { mailsPerSecond: (count / (end - begin)) * 1_000 };
}

export interface Drip {
  /** Milliseconds until the request was acknowledged, one value a request. */
  acknowledgedMs: number[];
  /** Milliseconds from the request to the server's 250, one value a request. */
  deliveredMs: number[];
}

/** Asks for `count` mails at a constant rate, whatever the answers do (open loop). */
export async function drip(ask: Ask, sink: MailSink, name: string, count: number, perSecond: number): Promise<Drip> {
  const asked = new Map<string, number>();
  const acknowledgedMs: number[] = [];
  const begin = performance.now();
  const requests: Promise<void>[] = [];
  for (let i = 0; i < count; i += 1) {
    const due = begin + (i * 1_000) / perSecond;
    if (due > performance.now()) await delay(due - performance.now());
    const address = `${name}-${i}@bench.localhost`;
    const at = performance.now();
    asked.set(address, at);
    requests.push(ask(address).then(() => void acknowledgedMs.push(performance.now() - at)));
  }
  await Promise.all(requests);
  await sink.untilAccepted([...asked.keys()], 60_000);
  const deliveredMs = [...asked].map(([address, at]) => (sink.accepted.get(address)?.at ?? Number.NaN) - at);
  return { acknowledgedMs, deliveredMs };
}
