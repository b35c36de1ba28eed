import { readFileSync } from 'node:fs';
import nodemailer from 'nodemailer';
import { type Letter, mailOf, personalOf, poolOptions } from './letter.ts';

/**
 * The first baseline: nodemailer's pool, fed as its manual says for mail in bulk, whenever it is idle.
 * Arguments: port of the sink, file with the letter. Sends the series it is told to and says `done`.
 */
const [port = '', file = ''] = process.argv.slice(2);
const letter = JSON.parse(readFileSync(file, 'utf8')) as Letter;
const transport = nodemailer.createTransport(poolOptions(Number(port)));

let series = '';
let count = 0;
let next = 0;
let sent = 0;

function fail(error: unknown): never {
  throw error;
}

function feed(): void {
  while (transport.isIdle() && next < count) {
    transport
      .sendMail(mailOf(letter, personalOf(series, next)))
      .then(() => {
        sent += 1;
        if (sent === count) process.send?.({ done: series });
      })
      .catch(fail);
    next += 1;
  }
}

transport.on('idle', feed);
process.on('message', (order: { series: string; count: number }) => {
  ({ series, count } = order);
  next = 0;
  sent = 0;
  feed();
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
