import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';

export interface FormerAddresses {
  /** In lower case. Empty once the deletion is complete. */
  addresses: string[];
  /** They were the person's until then; anyone who has one of them later is someone else. */
  until: Date;
}

/** The addresses of an account that is being deleted, for steps that must find what knows no id. */
export async function findFormerAddresses(em: Em, userId: string): Promise<FormerAddresses> {
  const found = await row<FormerAddresses>(
    em,
    // Rounded up, since a Date has milliseconds only and what was written with the request belongs to it.
    sql`select coalesce(addresses, '{}') as addresses,
          date_trunc('milliseconds', requested_at) + interval '1 millisecond' as until
        from account_deletion where user_id = ${userId}`,
  );
  return found ?? { addresses: [], until: new Date(0) };
}
