import { setTimeout as delay } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { type Child, startChild } from '../support/child.ts';
import { type Personal, personalOf } from './letter.ts';
import { startRedis } from './redis.ts';

/** One way to send a mail to many. */
export interface Side {
  name: string;
  /** Has a series of mails sent; resolves when nothing of it is left to do. */
  send(series: string, count: number): Promise<void>;
  stop(): Promise<void>;
}

/** Jobs that are added at once. */
const CHUNK = 1_000;
const POLL_MS = 200;

export async function startNodemailer(sinkPort: number, letterFile: string): Promise<Side> {
  const child = startChild(new URL('./nodemailer-sender.ts', import.meta.url), [String(sinkPort), letterFile]);
  await child.answer('ready', 20_000);
  return {
    name: 'nodemailer',
    send: async (series, count) => {
      child.send({ series, count });
      await child.answer('done', 600_000);
    },
    stop: () => child.stop(),
  };
}

export interface BullMq extends Side {
  /** Goes on with a worker that has so many jobs at a time. */
  restart(concurrency: number): Promise<void>;
}

export async function startBullMq(sinkPort: number, letterFile: string): Promise<BullMq> {
  const redis = await startRedis();
  const queue = new Queue<Personal>('mails', {
    connection: { host: '127.0.0.1', port: redis.port },
    // As its manual advises for production.
    defaultJobOptions: {
      attempts: 3,
      backoff: { type: 'exponential', delay: 1_000 },
      removeOnComplete: { count: 1_000 },
      removeOnFail: { age: 24 * 3_600 },
    },
  });
  let worker: Child | undefined;
  return {
    name: 'BullMQ',
    restart: async (concurrency) => {
      await worker?.stop();
      const args = [sinkPort, letterFile, redis.port, queue.name, concurrency].map(String);
      worker = startChild(new URL('./bullmq-worker.ts', import.meta.url), args);
      await worker.answer('ready', 20_000);
    },
    send: async (series, count) => {
      for (let first = 0; first < count; first += CHUNK) {
        const numbers = Array.from({ length: Math.min(CHUNK, count - first) }, (_, index) => first + index);
        await queue.addBulk(numbers.map((number) => ({ name: 'mail', data: personalOf(series, number) })));
      }
      // A worker that is stopped before it has noted its last jobs leaves them to be sent again.
      while ((await queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')) > 0) await delay(POLL_MS);
    },
    stop: async () => {
      // Redis is a process of its own: it ends even when what used it cannot.
      try {
        await worker?.stop();
        await queue.close();
      } finally {
        await redis.stop();
      }
    },
  };
}
