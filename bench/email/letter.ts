import type { SendMailOptions } from 'nodemailer';
import { addressOf } from './sink-client.ts';

/** One mail to many as the baselines know it: rendered once, with marks where the personal parts go. */
export interface Letter {
  from: string;
  subject: string;
  html: string;
  text: string;
  headers: Readonly<Record<string, string>>;
}

/** The personal parts of one mail, by the marks that stand for them. */
export interface Personal {
  messageId: string;
  name: string;
  address: string;
  /** Of the links of this mail: the same length as ours. */
  token: string;
}

export const MARKS = { name: '{{name}}', token: '{{token}}' } as const;
const TOKEN_LENGTH = 48;

export function nameOf(number: number): string {
  return `Reader ${number}`;
}

export function personalOf(series: string, number: number): Personal {
  return {
    messageId: `<${crypto.randomUUID()}@bench.localhost>`,
    name: nameOf(number),
    address: addressOf(series, number),
    token: String(number).padStart(TOKEN_LENGTH, 'x'),
  };
}

/** The mail of one recipient as `sendMail` takes it. Filling in costs a few string replacements and nothing else. */
export function mailOf(letter: Letter, personal: Personal): SendMailOptions {
  const fill = (text: string) => text.replaceAll(MARKS.name, personal.name).replaceAll(MARKS.token, personal.token);
  return {
    from: letter.from,
    to: { name: personal.name, address: personal.address },
    messageId: personal.messageId,
    subject: letter.subject,
    html: fill(letter.html),
    text: fill(letter.text),
    headers: Object.fromEntries(Object.entries(letter.headers).map(([name, value]) => [name, fill(value)])),
  };
}

/** Connections of every side and mails through each: what our worker has unless it is told otherwise. */
export const CONNECTIONS = 10;
const MAILS_PER_CONNECTION = 1_000;

/** The variables that say so to our worker. */
export const SENDING = {
  SMTP_MAX_CONNECTIONS: String(CONNECTIONS),
  SMTP_MAX_MESSAGES_PER_CONNECTION: String(MAILS_PER_CONNECTION),
};

export function poolOptions(port: number) {
  return {
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: MAILS_PER_CONNECTION,
    ignoreTLS: true,
  } as const;
}
