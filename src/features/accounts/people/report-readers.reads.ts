import { sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { Role } from '../../../platform/http/principal.ts';
import { DEFAULT_REPORTS, EMAIL_CATEGORY_DEFAULTS, type ReportChoice } from '../accounts.contract.ts';

export interface ReportReader {
  /** Place of their hour in the list, from 1. */
  number: number;
  id: string;
  email: string;
  displayName: string;
  role: Role;
  reports: ReportChoice;
}

export interface ReportReaderQuery {
  hours: readonly { timeZone: string; hour: number }[];
  after: Pick<ReportReader, 'number' | 'id'>;
  limit: number;
}

/** Those who want reports by mail at one of these hours of their day and can be mailed, by hour and id. */
export async function findReportReaders(em: Em, { hours, after, limit }: ReportReaderQuery): Promise<ReportReader[]> {
  return await rows(
    em,
    sql`select h.number::int as number, u.id, u.email, u.display_name as "displayName", u.role,
          ${JSON.stringify(DEFAULT_REPORTS)}::jsonb || p.reports as reports
        from unnest(${hours.map(({ timeZone }) => timeZone)}::text[], ${hours.map(({ hour }) => hour)}::int[])
            with ordinality as h (time_zone, hour, number)
          join user_preferences p on p.time_zone = h.time_zone and p.digest_hour = h.hour
          join app_user u on u.id = p.user_id
        where (h.number, u.id) > (${after.number}::bigint, ${after.id}::uuid)
          and coalesce((p.email_categories ->> 'reports')::boolean, ${EMAIL_CATEGORY_DEFAULTS.reports})
          and u.deleted_at is null and u.disabled_at is null and u.email_verified_at is not null
        order by h.number, u.id limit ${limit}`,
  );
}
