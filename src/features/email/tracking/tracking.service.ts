import { type RawBuilder, sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import type { MailTokenContent } from './mail-tokens.ts';
import { TOO_SOON_SECONDS } from './tracking.domain.ts';

/**
 * What became of mails once they had arrived. Each is one statement, and writes only what was not known before: a mail is opened
 * many times. Of a mail whose person is erased (it has no address any more) nothing is recorded.
 */

/** Of a row `m` of the ledger; a mail that is still being sent is read by machines on its way. */
const byMachine = (machine: boolean): RawBuilder<unknown> =>
  sql`(${machine}::boolean or m.status = 'sending'
    or coalesce(now() < m.sent_at + ${TOO_SOON_SECONDS} * interval '1 second', false))`;

/** An image was loaded. @returns whether there is such a mail */
export async function recordOpen(em: Em, messageId: string, machine: boolean): Promise<boolean> {
  const found = await row(
    em,
    sql`with seen as (
          select m.id, ${byMachine(machine)} as machine from email_message m where m.id = ${messageId}),
        opened as (
          update email_message m set opened_at = case when machine then m.opened_at else now() end,
            machine_opened_at = case when machine then now() else m.machine_opened_at end
          from seen where m.id = seen.id and m.to_address <> ''
            and case when machine then m.machine_opened_at is null else m.opened_at is null end)
        select id from seen`,
  );
  return found !== undefined;
}

export async function mailExists(em: Em, messageId: string): Promise<boolean> {
  return (await row(em, sql`select from email_message where id = ${messageId}`)) !== undefined;
}

/** A link was followed. A click of a person proves that they opened the mail. @returns where it leads; null when there is no such link */
export async function recordClick(
  em: Em,
  { messageId, link }: MailTokenContent,
  machine: boolean,
): Promise<string | null> {
  const found = await row<{ url: string }>(
    em,
    sql`with seen as (
          select m.id, l.url, m.to_address <> '' as kept, ${byMachine(machine)} as machine
          from email_message m join email_link l on l.job_id = m.job_id and l.number = ${link}
          where m.id = ${messageId}),
        counted as (
          insert into email_click as known (message_id, number, clicks, machine_clicks, first_clicked_at)
          select id, ${link}::int, (not machine)::int, machine::int, case when not machine then now() end from seen where kept
          on conflict (message_id, number) do update set clicks = known.clicks + excluded.clicks,
            machine_clicks = known.machine_clicks + excluded.machine_clicks,
            first_clicked_at = coalesce(known.first_clicked_at, excluded.first_clicked_at)),
        clicked as (
          update email_message m set clicked_at = coalesce(m.clicked_at, now()), opened_at = coalesce(m.opened_at, now())
          from seen where m.id = seen.id and kept and not machine and (m.clicked_at is null or m.opened_at is null))
        select url from seen`,
  );
  return found?.url ?? null;
}
