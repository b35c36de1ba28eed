import { type Dirent } from 'node:fs';
import { mkdir, open, readdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compareKeys } from './storage-key.ts';

/**
 * How keys become paths: each `/` starts a folder. A folder's name ends in `%`, so that the objects `a` and `a/b` can both exist. A
 * `%` in a key is written `%25`.
 */
export function pathOf(root: string, key: string): string {
  const segments = key.split('/').map((segment) => segment.replaceAll('%', '%25'));
  const name = segments.pop() as string;
  return join(root, ...segments.map((segment) => `${segment}%`), name);
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException | null)?.code ?? '');
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** Keys below `root` that begin with `prefix` and sort after `after`, in order. Reads no folder that can have none. */
export async function* keysBelow(root: string, prefix: string, after: string): AsyncGenerator<string> {
  const folderKey = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  yield* walk(dirname(pathOf(root, `${folderKey}x`)), folderKey, prefix, after);
}

async function* walk(folder: string, folderKey: string, prefix: string, after: string): AsyncGenerator<string> {
  const names = (await entriesOf(folder)).map((entry) =>
    entry.isDirectory() ? `${entry.name.slice(0, -1)}/` : entry.name,
  );
  const keys = names.map((name) => folderKey + name.replaceAll('%25', '%')).sort(compareKeys);
  for (const key of keys) {
    if (!key.startsWith(prefix) && !prefix.startsWith(key)) continue;
    if (!key.endsWith('/')) {
      if (compareKeys(key, after) > 0) yield key;
    } else if (after.startsWith(key) || compareKeys(key, after) > 0) {
      const name = key.slice(folderKey.length, -1).replaceAll('%', '%25');
      yield* walk(join(folder, `${name}%`), key, prefix, after);
    }
  }
}

/** Makes a renamed file survive a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the folder of `path` and calls `act`. Repeats both when another call removes the empty folder in between. */
export async function inFolderOf<T>(path: string, act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    await mkdir(dirname(path), { recursive: true });
    try {
      return await act();
    } catch (error) {
      if (!hasCode(error, 'ENOENT') || attempt === 10) throw error;
    }
  }
}

/** Removes the empty folders above `path`, up to `root`. */
export async function pruneFolders(root: string, path: string): Promise<void> {
  for (let folder = dirname(path); folder !== root; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch (error) {
      if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return;
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }
}
