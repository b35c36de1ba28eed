import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runToEnd } from './child-process.ts';
import { lock } from './lock-file.ts';
import { cacheDir } from './paths.ts';
import { startTimeOf } from './process-identity.ts';
import type { ProcessLedger } from './process-ledger.ts';

/** A program that is built from one pinned Go module. */
export interface GoBinary {
  /** What people call it, with its article. */
  title: string;
  /** How long the first build takes on two cores, in words; null where it is short. */
  buildTime: string | null;
  /** Folder in the cache: name and version. */
  folder: string;
  /** The name `go install` gives it. */
  binary: string;
  module: string;
}

/** Hears in a few words what a slow step is doing. */
export type Doing = (activity: string) => void;

export function cachedPath(wanted: GoBinary): string {
  return path.join(cacheDir, wanted.folder, wanted.binary);
}

export function isCached(wanted: GoBinary): boolean {
  try {
    accessSync(cachedPath(wanted), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Go 1.21 is the first that fetches the toolchain a module asks for. */
export function goIsUsable(): boolean {
  const answer = spawnSync('go', ['version'], { encoding: 'utf8', env: { ...process.env, GOTOOLCHAIN: 'local' } });
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(answer.stdout ?? '') ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 21);
}

/** Folders of builds that were interrupted: the name carries the id of the builder. */
function removeAbandoned(): void {
  for (const name of readdirSync(cacheDir)) {
    const pid = /^\.building-.*-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && startTimeOf(Number(pid)) === null)
      rmSync(path.join(cacheDir, name), { recursive: true, force: true });
  }
}

/**
 * Builds the program unless the user's cache has it. It is built under a temporary name and renamed, so that what is in
 * the cache is whole; of two builders the second waits and then finds it.
 */
export async function buildGoBinary(
  wanted: GoBinary,
  ledger: ProcessLedger,
  doing: Doing,
  signal: AbortSignal,
): Promise<string> {
  if (isCached(wanted)) return cachedPath(wanted);
  // The lines of Go name the module it downloaded last, which tells people nothing about how long it takes.
  doing(`building ${wanted.title}, once${wanted.buildTime === null ? '' : `: ${wanted.buildTime}`}`);
  const held = await lock(path.join(cacheDir, `${wanted.folder}.lock`), signal);
  try {
    if (isCached(wanted)) return cachedPath(wanted);
    removeAbandoned();
    const building = path.join(cacheDir, `.building-${wanted.folder}-${process.pid}`);
    mkdirSync(building, { recursive: true });
    const env = { ...process.env, GOTOOLCHAIN: 'auto', CGO_ENABLED: '0', GOBIN: building, GOFLAGS: '' };
    const args = ['install', '-ldflags=-s -w', wanted.module];
    try {
      await runToEnd(
        { name: 'go', file: 'go', args, env, cwd: building, stopSignal: 'SIGTERM' },
        ledger,
        () => undefined,
        signal,
      );
      mkdirSync(path.join(cacheDir, wanted.folder), { recursive: true });
      renameSync(path.join(building, wanted.binary), cachedPath(wanted));
    } finally {
      rmSync(building, { recursive: true, force: true });
    }
    return cachedPath(wanted);
  } finally {
    held.release();
  }
}
