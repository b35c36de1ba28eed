import { randomBytes } from 'node:crypto';
import type { Storage } from '../../platform/storage/storage.ts';

/** Everything that attempts of an export write is below it. No name of a user is part of a key. */
const prefixOf = (exportId: string) => `exports/${exportId}/`;

/** A key that no other attempt has. */
export function newObjectKey(exportId: string, generation: number, attempt: number): string {
  return `${prefixOf(exportId)}${generation}-${attempt}-${randomBytes(8).toString('hex')}`;
}

/** Removes what attempts have left behind, finished or not. Nothing needs to be known of them. */
export async function removeObjects(storage: Storage, exportId: string, signal?: AbortSignal): Promise<void> {
  const prefix = prefixOf(exportId);
  for (let cursor: string | undefined; ; ) {
    const unfinished = await storage.listIncomplete(prefix, { cursor, signal });
    for (const upload of unfinished.items) await storage.abortIncomplete(upload, { signal });
    if (unfinished.next === null) break;
    cursor = unfinished.next;
  }
  for (let cursor: string | undefined; ; ) {
    const objects = await storage.list(prefix, { cursor, signal });
    const [failed] = await storage.deleteMany(
      objects.items.map(({ key }) => key),
      { signal },
    );
    if (failed) throw new Error(`the storage keeps ${failed.key}: ${failed.reason}`);
    if (objects.next === null) return;
    cursor = objects.next;
  }
}
