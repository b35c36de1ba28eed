import { globSync } from 'node:fs';
import path from 'node:path';

/** Files that lie directly in one folder: a reader can still look them over. */
const LIMIT = 25;
/** Folders that are a list of like things. */
const LISTS: Readonly<Record<string, number>> = {
  'src/platform/http': 40,
  'src/features/email/templates': 40,
  'src/migrations': Infinity,
};

/** Says of each folder under `src/` that holds too many files how many it holds. Files of its sub-folders do not count. */
export function crowdedFolders(root: string): string[] {
  const sizes = new Map<string, number>();
  for (const file of globSync('src/**/*.ts', { cwd: root })) {
    const folder = path.dirname(file);
    sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  }
  return [...sizes]
    .filter(([folder, size]) => size > (LISTS[folder] ?? LIMIT))
    .map(
      ([folder, size]) =>
        `${folder} holds ${size} files, at most ${LISTS[folder] ?? LIMIT}: give those of one noun a folder`,
    );
}
