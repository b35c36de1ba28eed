import { sql } from 'kysely';
import { type Em, rows, run } from './sql.ts';

/** Where our tables are. */
const SCHEMAS = ['public', 'event_partition'];

/** Whose connection a URL makes. */
export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/**
 * Lets the role of the programs read and write rows, and nothing else: it owns nothing, so no mistake of theirs drops or locks a
 * table. Called by the owner after each migration; what it makes later is covered too. Nothing to do where there is one role only.
 */
export async function grantToPrograms(em: Em, role: string): Promise<void> {
  const [found] = await rows<{ schemas: string[] }>(
    em,
    sql`select array(select nspname::text from pg_namespace where nspname = any(${SCHEMAS}::text[])) as schemas
        from pg_roles where rolname = ${role} and rolname <> current_user and not rolsuper`,
  );
  if (!found) return;
  const to = sql.id(role);
  for (const name of found.schemas) {
    const schema = sql.id(name);
    await run(em, sql`grant usage on schema ${schema} to ${to}`);
    await run(em, sql`grant select, insert, update, delete on all tables in schema ${schema} to ${to}`);
    await run(em, sql`grant usage on all sequences in schema ${schema} to ${to}`);
    await run(
      em,
      sql`alter default privileges in schema ${schema} grant select, insert, update, delete on tables to ${to}`,
    );
    await run(em, sql`alter default privileges in schema ${schema} grant usage on sequences to ${to}`);
  }
  // Which migrations were applied is the owner's to say.
  await run(em, sql`revoke insert, update, delete on migration from ${to}`);
}
