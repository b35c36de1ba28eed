import { readFileSync } from 'node:fs';
import { Worker } from 'bullmq';
import nodemailer from 'nodemailer';
import { type Letter, mailOf, type Personal, poolOptions } from './letter.ts';

/**
 * The worker of the second baseline: one job of BullMQ per mail. Arguments: port of the sink, file with the letter, port of Redis,
 * name of the queue, how many jobs at a time.
 */
const [port = '', file = '', redisPort = '', queue = '', concurrency = ''] = process.argv.slice(2);
const letter = JSON.parse(readFileSync(file, 'utf8')) as Letter;
const transport = nodemailer.createTransport(poolOptions(Number(port)));

const worker = new Worker<Personal>(queue, async (job) => void (await transport.sendMail(mailOf(letter, job.data))), {
  connection: { host: '127.0.0.1', port: Number(redisPort), maxRetriesPerRequest: null },
  concurrency: Number(concurrency),
});
worker.on('error', (error) => {
  throw error;
});
process.on('disconnect', () => process.exit());
await worker.waitUntilReady();
process.send?.({ ready: true });
