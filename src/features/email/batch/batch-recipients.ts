import type { Em } from '../../../platform/db/sql.ts';
import type { EmailCategories, EmailCategory } from '../../accounts/accounts.contract.ts';
import { normalizeEmail } from '../../accounts/email-address.domain.ts';
import { findOwners } from '../../accounts/people/contacts.reads.ts';
import { findSuppressions } from '../suppressions/suppressions.reads.ts';
import type { ClaimedRow, UnsentMail } from './batch.ledger.ts';
import type { BatchRecipient } from './bulk-mail.service.ts';

/** Where and whether someone wants mail now. */
export interface BatchContact {
  email: string;
  emailVerified: boolean;
  emailCategories: EmailCategories;
}

/** The people among these who have a living account, by id, in one query: accounts know. */
export type FindContacts = (em: Em, userIds: Iterable<string>) => Promise<ReadonlyMap<string, BatchContact>>;

export interface Audience {
  recipients: (BatchRecipient & { attempts: number })[];
  refused: UnsentMail[];
  /** People whose address is another one than when the batch was filled. */
  moved: { id: string; address: string }[];
}

const REFUSALS = {
  recipient_gone: 'the account is deleted or disabled',
  address_unproven: 'the address is not verified',
  opted_out: 'the recipient does not want mail of this kind',
};

function refusalOf(row: ClaimedRow, contact: BatchContact | undefined): keyof typeof REFUSALS | null {
  if (row.user_id === null) return row.to_address === '' ? 'recipient_gone' : null;
  if (!contact) return 'recipient_gone';
  if (!contact.emailVerified) return 'address_unproven';
  if (row.category === 'account' || contact.emailCategories[row.category as EmailCategory]) return null;
  return 'opted_out';
}

const suppressed = (id: string, code: string, message: string): UnsentMail => ({
  id,
  became: 'suppressed',
  code,
  message,
  retryInMs: null,
});

/** A stranger may have signed up with the address since the batch was filled: then the mail is theirs to refuse. */
async function withOwners(em: Em, page: ClaimedRow[]): Promise<ClaimedRow[]> {
  const strangers = page.filter((row) => row.user_id === null && row.to_address !== '');
  const owners = await findOwners(
    em,
    strangers.map((row) => normalizeEmail(row.to_address)),
  );
  if (owners.size === 0) return page;
  return page.map((row) => ({ ...row, user_id: row.user_id ?? owners.get(normalizeEmail(row.to_address)) ?? null }));
}

/** Who of a page gets mail, and where: as people are now, not as they were when the batch was filled. */
export async function chooseRecipients(em: Em, findContacts: FindContacts, claimed: ClaimedRow[]): Promise<Audience> {
  const page = await withOwners(em, claimed);
  const contacts = await findContacts(
    em,
    page.map((row) => row.user_id).filter((id) => id !== null),
  );
  const audience: Audience = { recipients: [], refused: [], moved: [] };
  const wanted: { row: ClaimedRow; address: string }[] = [];
  for (const row of page) {
    const contact = row.user_id === null ? undefined : contacts.get(row.user_id);
    const refusal = refusalOf(row, contact);
    if (refusal) audience.refused.push(suppressed(row.id, refusal, REFUSALS[refusal]));
    else wanted.push({ row, address: contact?.email ?? row.to_address });
  }
  const suppressions = await findSuppressions(
    em,
    wanted.map(({ row, address }) => ({ address, category: row.category })),
  );
  for (const [index, { row, address }] of wanted.entries()) {
    if (address !== row.to_address) audience.moved.push({ id: row.id, address });
    const reason = suppressions[index];
    if (reason) {
      audience.refused.push(suppressed(row.id, `suppressed_${reason}`, 'the address is on the suppression list'));
    } else {
      const { id: messageId, user_id: userId, date, attempts } = row;
      audience.recipients.push({ messageId, userId, to: { name: row.to_name, address }, date, attempts });
    }
  }
  return audience;
}
