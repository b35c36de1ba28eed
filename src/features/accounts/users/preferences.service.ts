import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { isSelfOrAdmin, type Principal } from '../../../platform/http/principal.ts';
import { notFound, type Problem } from '../../../platform/http/problem.ts';
import {
  DEFAULT_PREFERENCES,
  DEFAULT_REPORTS,
  EMAIL_CATEGORY_DEFAULTS,
  type EmailCategories,
  type EmailCategory,
  type Preferences,
  type ReportChoice,
  type ReportKind,
} from '../accounts.contract.ts';

interface PreferencesRow {
  time_zone: string | null;
  digest_day: number | null;
  digest_hour: number | null;
  email_categories: Partial<EmailCategories> | null;
  reports: Partial<ReportChoice> | null;
}

export interface PreferencesInput extends Omit<Preferences, 'emailCategories' | 'reports'> {
  reports?: { readonly [Scope in keyof ReportChoice]?: readonly ReportKind[] | undefined } | undefined;
  emailCategories: { readonly [Category in EmailCategory]?: boolean | undefined };
}

/** What a person has not chosen has the default, also for categories that came after their choice. */
function complete(found: PreferencesRow): Preferences {
  return {
    timeZone: found.time_zone ?? DEFAULT_PREFERENCES.timeZone,
    digestDay: found.digest_day ?? DEFAULT_PREFERENCES.digestDay,
    digestHour: found.digest_hour ?? DEFAULT_PREFERENCES.digestHour,
    emailCategories: { ...EMAIL_CATEGORY_DEFAULTS, ...found.email_categories },
    reports: { ...DEFAULT_REPORTS, ...found.reports },
  };
}

async function find(em: Em, userId: string): Promise<Preferences | Problem> {
  const found = await row<PreferencesRow>(
    em,
    sql`select time_zone, digest_day, digest_hour, email_categories, reports
        from app_user u left join user_preferences p on p.user_id = u.id where u.id = ${userId} and u.deleted_at is null`,
  );
  return found ? complete(found) : notFound('The user');
}

export function createPreferencesService() {
  return {
    async get(em: Em, principal: Principal, userId: string): Promise<Preferences | Problem> {
      return isSelfOrAdmin(principal, userId) ? await find(em, userId) : notFound('The user');
    },

    /** Replaces all of them. @param preferences with a canonical time zone */
    async put(
      em: Em,
      principal: Principal,
      userId: string,
      preferences: PreferencesInput,
    ): Promise<Preferences | Problem> {
      if (!isSelfOrAdmin(principal, userId)) return notFound('The user');
      const { timeZone, digestDay, digestHour } = preferences;
      const categories = JSON.stringify(preferences.emailCategories);
      const reports = JSON.stringify(preferences.reports ?? {});
      await run(
        em,
        sql`insert into user_preferences (user_id, time_zone, digest_day, digest_hour, email_categories, reports)
            select id, ${timeZone}, ${digestDay}::int, ${digestHour}::int, ${categories}::jsonb, ${reports}::jsonb
            from app_user where id = ${userId} and deleted_at is null for key share
            on conflict (user_id) do update set time_zone = excluded.time_zone, digest_day = excluded.digest_day,
              digest_hour = excluded.digest_hour, email_categories = excluded.email_categories, reports = excluded.reports, updated_at = now()`,
      );
      return await find(em, userId);
    },
  };
}
