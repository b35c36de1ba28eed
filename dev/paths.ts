import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The checkout. */
export const projectRoot = path.resolve(import.meta.dirname, '..');

/** Where the stack keeps its state: `.vibe/`, or the folder that `VIBE_STATE_DIR` names. */
export const stateDir = path.resolve(projectRoot, process.env.VIBE_STATE_DIR ?? '.vibe');

/** Binaries that are built or downloaded once per user, outside every checkout. */
export const cacheDir = path.join(
  process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'),
  'vibe-trend-analyzer',
);

/** The Node that runs this program: the pinned one. */
export const nodeBinary = process.execPath;

/** Makes a folder that no other user of this machine looks into, and closes one that an older version left open. */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/** A short name for a folder, the same on every start. */
export function folderHash(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 12);
}
