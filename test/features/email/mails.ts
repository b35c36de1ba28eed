import { sql } from 'kysely';
import { createMailTokens, type MailTokenPurpose } from '../../../src/features/email/tracking/mail-tokens.ts';
import { row, rows } from '../../../src/platform/db/sql.ts';
import type { EmailApi } from './support.ts';

/** Mails that were sent, and what becomes of them. */

export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0';
export const LINKS = ['https://vibe.test/first', 'https://elsewhere.test/a?b=1&c=%20#part'] as const;

export interface SentMail {
  address?: string;
  userId?: string;
  category?: string;
  status?: string;
  /** Seconds since the server took it. */
  age?: number;
}

/** A mail of a batch with two links. @returns its id */
export async function sentMail(api: EmailApi, mail: SentMail = {}): Promise<string> {
  const made = await row<{ id: string }>(
    api.em(),
    sql`with mail as (
          insert into email_message (job_id, once_key, template, category, to_address, user_id, subject, data, status, sent_at)
          values (uuidv7(), gen_random_uuid()::text, 'weekly-digest', ${mail.category ?? 'weekly_digest'},
            ${mail.address ?? 'Anna@B.test'}, ${mail.userId ?? null}, 'News', '{}', ${mail.status ?? 'sent'},
            case when ${mail.status ?? 'sent'} = 'sent' then now() - ${mail.age ?? 60} * interval '1 second' end)
          returning id, job_id),
        links as (
          insert into email_link (job_id, number, url)
          select job_id, n - 1, url from mail, unnest(${[...LINKS]}::text[]) with ordinality as l (url, n))
        select id from mail`,
  );
  return made?.id ?? '';
}

export interface Fate {
  opened_at: Date | null;
  machine_opened_at: Date | null;
  clicked_at: Date | null;
  bounced_at: Date | null;
  complained_at: Date | null;
  unsubscribed_at: Date | null;
}

export async function fateOf(api: EmailApi, id: string): Promise<Fate> {
  const found = await row<Fate>(
    api.em(),
    sql`select opened_at, machine_opened_at, clicked_at, bounced_at, complained_at, unsubscribed_at
        from email_message where id = ${id}`,
  );
  if (!found) throw new Error(`no mail ${id}`);
  return found;
}

/** Which of its fates a mail has met. */
export async function metBy(api: EmailApi, id: string): Promise<string[]> {
  return Object.entries(await fateOf(api, id)).flatMap(([name, at]) => (at === null ? [] : [name]));
}

/** A token as the mail would carry it. */
export function tokenFor(api: EmailApi, purpose: MailTokenPurpose, messageId: string, link = 0): string {
  return createMailTokens(api.config.links.secret).sign(purpose, { messageId, link });
}

/** Every row of every table but those that any request may move, as text. */
export async function everything(api: EmailApi): Promise<string> {
  const tables = await rows<{ name: string }>(
    api.em(),
    sql`select table_name as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'rate_limit_bucket' order by 1`,
  );
  const contents: unknown[] = [];
  for (const { name } of tables) {
    contents.push([name, await rows(api.em(), sql`select t::text from ${sql.table(name)} t order by 1`)]);
  }
  return JSON.stringify(contents);
}
