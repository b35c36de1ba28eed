import { statSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../platform/config.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';

/** Prefixes of names in the spool: of a file that is uploaded, and of a folder in which one is processed. */
export const SPOOL_PREFIXES = { upload: 'upload-', media: 'media-' } as const;
/** Longer than any upload and any processing takes, so nothing writes to an older file. */
const STALE_MS = 60 * 60_000;
const SWEEP_EVERY_MS = 60 * 60_000;

/**
 * Removes files and folders of dead processes from the spool.
 * @returns how many
 */
export async function sweepSpool(directory: string): Promise<number> {
  await mkdir(directory, { recursive: true });
  let removed = 0;
  for (const entry of await readdir(directory)) {
    if (!Object.values(SPOOL_PREFIXES).some((prefix) => entry.startsWith(prefix))) continue;
    const path = join(directory, entry);
    const info = statSync(path, { throwIfNoEntry: false });
    if (info === undefined) continue; // The owner removed it meanwhile.
    if (Date.now() - info.mtimeMs < STALE_MS) continue;
    await rm(path, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

/** Sweeps the spool of this program now and every hour. */
export function startSpoolSweep({ config, logger }: { config: Pick<Config, 'files'>; logger: Logger }): Loop {
  return startLoop({
    name: 'spool',
    intervalMs: SWEEP_EVERY_MS,
    logger,
    round: async () => {
      const removed = await sweepSpool(config.files.spoolDirectory);
      if (removed > 0) logger.info({ removed }, 'removed what dead processes left in the spool');
      return false;
    },
  });
}
