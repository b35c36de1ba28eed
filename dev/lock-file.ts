import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';

export interface LockFile {
  release(): void;
}

/** Who holds the lock, when that process still runs. */
export function holderOf(file: string): ProcessIdentity | null {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
    return isRunning(holder) ? holder : null;
  } catch {
    return null;
  }
}

/**
 * Takes the lock, or answers null when a running process has it. A lock whose holder is gone is taken over.
 * The file appears complete (by `link`), so a reader never sees an empty one.
 */
export function tryLock(file: string): LockFile | null {
  mkdirSync(path.dirname(file), { recursive: true });
  const mine = `${file}.${randomUUID()}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)));
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        linkSync(mine, file);
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      if (holderOf(file) !== null) return null;
      setAside(file);
    }
    return null;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Removes a dead holder's file; should a living one have come in between, its file is put back. */
function setAside(file: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // another process was quicker
  }
  if (holderOf(aside) !== null) linkSync(aside, file);
  rmSync(aside, { force: true });
}

/** Waits for the lock as long as it takes. */
export async function lock(file: string, signal: AbortSignal): Promise<LockFile> {
  for (;;) {
    const held = tryLock(file);
    if (held !== null) return held;
    await sleep(500, undefined, { signal });
  }
}
