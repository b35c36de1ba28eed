import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './paths.ts';

/**
 * `node dev/migration-locks.ts`: refuses migrations that rewrite a table, or lock writers out for as long as it is large, unless
 * the line above the statement says why: `// locks: …`. Tables that the migration makes itself are empty.
 */

/** Migrations before this one came with the first release, to databases without rows. */
const FIRST_CHECKED = 30;

const TABLE = '"?([a-z_.]+)"?';
/** What a statement does to the table that it names. */
const HARMFUL: readonly (readonly [pattern: RegExp, harm: string])[] = [
  [
    new RegExp(`create (?:unique )?index (?!concurrently)(?:if not exists )?\\S+ on (?:only )?${TABLE}`, 'gi'),
    'locks writers out while it builds an index: build it concurrently, in a migration without a transaction',
  ],
  [new RegExp(`drop index (?!concurrently)(?:if exists )?${TABLE}`, 'gi'), 'locks the table: drop it concurrently'],
  [
    new RegExp(`alter table (?:only )?${TABLE}(?:(?!alter table)[^;\`])*?alter column \\S+ (?:set data )?type`, 'gi'),
    'rewrites the table: add a column, fill it page by page, switch over in the next release',
  ],
  [
    new RegExp(
      `alter table (?:only )?${TABLE}(?:(?!alter table)[^;\`])*?add column[^,;\`]*(?:uuidv7|gen_random_uuid|clock_timestamp|nextval|random)\\(`,
      'gi',
    ),
    'rewrites the table for a default that differs from row to row',
  ],
  [
    new RegExp(
      `alter table (?:only )?${TABLE}(?:(?!alter table)[^;\`])*?add constraint (?![^;\`]*(?:not valid|using index))`,
      'gi',
    ),
    'reads the whole table under a lock: add it `not valid`, then `validate` it in a statement of its own',
  ],
  [
    new RegExp(`alter table (?:only )?${TABLE}(?:(?!alter table)[^;\`])*?set not null`, 'gi'),
    'reads the whole table under a lock: validate a check `is not null` first',
  ],
  [new RegExp(`(?:vacuum full|cluster|lock table) ${TABLE}`, 'gi'), 'locks the table'],
  [
    new RegExp(`alter table (?:only )?${TABLE}(?:(?!alter table)[^;\`])*?(?:drop column|rename)`, 'gi'),
    'breaks the programs of the release before, which still run: contract one release later',
  ],
];
const REASON = /\/\/ locks: \S/;

/** Why a migration is refused, a line each. @param text of its file; what is below `down()` does not count */
export function refusals(text: string): string[] {
  const [up = ''] = text.split(/\boverride (?:async )?down\(/);
  const made = new Set(
    Array.from(up.matchAll(new RegExp(`create table (?:if not exists )?${TABLE}`, 'gi')), (m) => m[1]),
  );
  const found: string[] = [];
  for (const [pattern, harm] of HARMFUL) {
    for (const match of up.matchAll(pattern)) {
      if (made.has(match[1])) continue;
      const before = up.slice(0, match.index).split('\n');
      // The statement may begin on the line below its `addSql(`.
      if (before.slice(-4).some((line) => REASON.test(line))) continue;
      found.push(`${match[0].replaceAll(/\s+/g, ' ').slice(0, 80)}: ${harm}`);
    }
  }
  return found;
}

if (process.argv[1] === import.meta.filename) {
  const folder = path.join(projectRoot, 'src/migrations');
  let refused = 0;
  for (const file of readdirSync(folder).sort()) {
    if (Number(/^Migration(\d+)/.exec(file)?.[1]) < FIRST_CHECKED) continue;
    for (const refusal of refusals(readFileSync(path.join(folder, file), 'utf8'))) {
      refused += 1;
      process.stdout.write(`src/migrations/${file}: ${refusal}. Say why it is right in a comment \`// locks: …\`\n`);
    }
  }
  process.exitCode = refused === 0 ? 0 : 1;
}
