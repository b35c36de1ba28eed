import { type RawBuilder, sql } from 'kysely';
import { type Em, row } from '../../platform/db/sql.ts';
import { isEmailAddress } from '../../platform/http/email-address.ts';
import { normalizeEmail } from '../accounts/email-address.domain.ts';
import { accountsFor, activeWithin } from '../accounts/people/audience.reads.ts';
import { suppressedAddresses } from '../email/suppressions/suppressions.reads.ts';

import { watchersOf } from '../market/watchlists/watchers.reads.ts';
import { CAMPAIGN_CATEGORY, type Segment } from './campaigns.contract.ts';

/** Who is meant by an audience. Relations of SQL, so that any number of people stays in the database. */

export interface ListedRecipient {
  address: string;
  name?: string | undefined;
}

/**
 * Everybody meant by a segment or a list, whether they may be mailed or not: `address text, name text, user_id uuid, enabled
 * boolean, proven boolean, wants boolean`.
 */
export type Meant = RawBuilder<unknown>;

/** Accounts between two ids, in their order. */
export interface AccountRange {
  /** Not this one; null for the first. */
  after: string | null;
  /** This one too. */
  last: string;
}

/** Said of each relation with accounts: Postgres does not conclude it from one for the others. */
function inRange(id: RawBuilder<unknown>, range: AccountRange | null): RawBuilder<unknown> {
  if (range === null) return sql`true`;
  return sql`${id} <= ${range.last}::uuid and ${range.after === null ? sql`true` : sql`${id} > ${range.after}::uuid`}`;
}

function matches(segment: Segment, range: AccountRange | null): RawBuilder<unknown> {
  const { roles, activeWithinDays, inactiveForDays, follows } = segment;
  // Not `in`: what is not in a large set would be looked for in all of it, row by row.
  const isIn = (people: RawBuilder<unknown>) =>
    sql`exists (select from (${people}) people where people.user_id = u.id and ${inRange(sql`people.user_id`, range)})`;
  const all: RawBuilder<unknown>[] = [inRange(sql`u.id`, range)];
  if (roles) all.push(sql`u.role = any(${roles}::text[])`);
  if (activeWithinDays !== undefined) all.push(isIn(activeWithin(activeWithinDays)));
  if (inactiveForDays !== undefined) all.push(sql`not ${isIn(activeWithin(inactiveForDays))}`);
  if (follows) all.push(isIn(watchersOf(follows)));
  return sql.join(all, sql` and `);
}

/** @param range of the accounts that are asked; null for all of them */
export function meantBySegment(segment: Segment, range: AccountRange | null = null): Meant {
  return sql`select u.email as address, u.display_name as name, u.id as user_id, u.enabled, u.proven, u.wants
    from (${accountsFor(CAMPAIGN_CATEGORY)}) u where ${matches(segment, range)}`;
}

/** What of a list is no address, with its place. */
export function invalidRecipients(recipients: readonly ListedRecipient[]): { index: number; address: string }[] {
  return recipients.flatMap(({ address }, index) => (isEmailAddress(address) ? [] : [{ index, address }]));
}

/** Without what is no address. Addresses that differ in case only are one recipient: the first one, as it was written. */
export function distinctRecipients(recipients: readonly ListedRecipient[]): Required<ListedRecipient>[] {
  const byAddress = new Map<string, Required<ListedRecipient>>();
  for (const { address, name = '' } of recipients) {
    if (!isEmailAddress(address)) continue;
    const key = normalizeEmail(address);
    if (!byAddress.has(key)) byAddress.set(key, { address, name });
  }
  return [...byAddress.values()];
}

/** An address that belongs to an account is that person's, whose preferences hold; others are strangers. */
export function meantByList(recipients: readonly Required<ListedRecipient>[]): Meant {
  const addresses = recipients.map(({ address }) => address);
  const keys = addresses.map(normalizeEmail);
  const names = recipients.map(({ name }) => name);
  return sql`select listed.address, coalesce(nullif(listed.name, ''), u.display_name, '') as name, u.id as user_id,
      coalesce(u.enabled, true) as enabled, coalesce(u.proven, true) as proven, coalesce(u.wants, true) as wants
    from unnest(${addresses}::text[], ${keys}::text[], ${names}::text[]) as listed (address, key, name)
      left join (${accountsFor(CAMPAIGN_CATEGORY)}) u on u.email = listed.key`;
}

/** How many get the mail, and why the others do not; all add up to `matched`, each person counted once. */
export interface AudienceCounts {
  matched: number;
  recipients: number;
  disabled: number;
  suppressed: number;
  unproven: number;
  optedOut: number;
}

export async function countAudience(em: Em, meant: Meant): Promise<AudienceCounts> {
  const counts = await row<AudienceCounts>(
    em,
    sql`with stopped as materialized (${suppressedAddresses(CAMPAIGN_CATEGORY)}),
          fate as (
            select case
              when not m.enabled then 'disabled'
              when lower(m.address) in (select address from stopped) then 'suppressed'
              when not m.proven then 'unproven'
              when not m.wants then 'opted out'
              else 'mailed' end as fate
            from (${meant}) m)
        select count(*)::int as matched, count(*) filter (where fate = 'mailed')::int as recipients,
          count(*) filter (where fate = 'disabled')::int as disabled,
          count(*) filter (where fate = 'suppressed')::int as suppressed,
          count(*) filter (where fate = 'unproven')::int as unproven,
          count(*) filter (where fate = 'opted out')::int as "optedOut"
        from fate`,
  );
  if (!counts) throw new Error('an aggregate returned no row');
  return counts;
}
