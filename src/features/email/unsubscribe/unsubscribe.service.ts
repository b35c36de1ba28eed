import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { EMAIL_CATEGORY_DEFAULTS, type EmailCategory } from '../../accounts/accounts.contract.ts';
import { refuseCategory } from '../../accounts/people/mail-refusals.service.ts';

const isRefusable = (category: string): category is EmailCategory => Object.hasOwn(EMAIL_CATEGORY_DEFAULTS, category);

/** What a mail can be unsubscribed from; null when there is no such mail, or it is about the account itself. */
export async function findUnsubscribable(em: Em, messageId: string): Promise<EmailCategory | null> {
  const mail = await row<{ category: string }>(em, sql`select category from email_message where id = ${messageId}`);
  return mail && isRefusable(mail.category) ? mail.category : null;
}

/**
 * Opts the recipient of the mail out of its category, and of nothing else: users by their preferences, strangers by the suppression
 * list. Once more changes nothing; for someone who is erased there is nothing to do. Call it in a transaction.
 * @returns the category, or null as {@link findUnsubscribable}
 */
export async function unsubscribe(tx: Em, messageId: string): Promise<EmailCategory | null> {
  const category = await findUnsubscribable(tx, messageId);
  if (category === null) return null;
  const mail = await row<{ user_id: string | null }>(
    tx,
    sql`update email_message set unsubscribed_at = coalesce(unsubscribed_at, now()) where id = ${messageId} returning user_id`,
  );
  if (mail?.user_id) await refuseCategory(tx, mail.user_id, category);
  await run(
    tx,
    sql`insert into email_suppression (address, reason, category, message_id)
        select lower(to_address), 'unsubscribe', category, id from email_message
        where id = ${messageId} and user_id is null and to_address <> '' on conflict do nothing`,
  );
  return category;
}
