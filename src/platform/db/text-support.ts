import { sql } from 'kysely';
import type { Logger } from '../log/logger.ts';
import { type Loop, startUntilDone } from '../loop.ts';
import { type Em, row } from './sql.ts';

/** How to make a database that holds and knows all letters, whatever the cluster was made with. */
const REMEDY = `create database … template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'`;
const RETRY_MS = 10_000;

/** @throws when the database cannot hold the texts of users */
export async function requireUnicode(em: Em): Promise<void> {
  const found = await row<{ encoding: string }>(em, sql`select current_setting('server_encoding') as encoding`);
  if (found?.encoding === 'UTF8') return;
  throw new Error(
    `The encoding of the database is ${found?.encoding}. It must be UTF8, or texts are refused or garbled. Restore a dump into: ${REMEDY}`,
  );
}

/** @returns what the locale of the database keeps from working well, for people; null when it knows the letters of all scripts */
export async function localeWarning(em: Em): Promise<string | null> {
  const found = await row<{ knows: boolean; locale: string }>(
    em,
    sql`select lower('ÉЖΩ') = 'éжω' as knows, coalesce(datlocale, datctype) as locale
        from pg_database where datname = current_database()`,
  );
  if (!found || found.knows) return null;
  return `The locale ${found.locale} of the database knows no letters beyond ASCII: assets and files whose names have such letters are found only in the case in which they are written. Posts and users are found all the same. Better: ${REMEDY}`;
}

/** Looks at encoding and locale as soon as the database answers, and says in the log what is wrong with them. */
export function startTextCheck({ em, logger }: { em(): Em; logger: Logger }): Loop {
  return startUntilDone({
    name: 'check of encoding and locale',
    retryMs: RETRY_MS,
    logger,
    attempt: async () => {
      await requireUnicode(em());
      const warning = await localeWarning(em());
      if (warning !== null) logger.warn(warning);
    },
  });
}
