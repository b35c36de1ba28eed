import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from './process-identity.ts';

export interface LedgerEntry extends ProcessIdentity {
  name: string;
  stopSignal: NodeJS.Signals;
}

/**
 * The processes that run for one state folder, on disk, so that a later start finds what a SIGKILL left behind.
 * Each change is written to a temporary file and renamed: a reader never sees half a list.
 */
export class ProcessLedger {
  readonly file: string;
  readonly #entries: LedgerEntry[] = [];

  constructor(file: string) {
    this.file = file;
  }

  add(entry: LedgerEntry): void {
    this.#entries.push(entry);
    this.#write();
  }

  remove(identity: ProcessIdentity): void {
    const index = this.#entries.findIndex((entry) => entry.pid === identity.pid);
    if (index >= 0) this.#entries.splice(index, 1);
    this.#write();
  }

  #write(): void {
    mkdirSync(path.dirname(this.file), { recursive: true });
    const temporary = `${this.file}.${process.pid}.tmp`;
    writeFileSync(temporary, `${JSON.stringify(this.#entries, null, 2)}\n`);
    renameSync(temporary, this.file);
  }
}

/** What the file records; an absent or unreadable file records nothing. */
export function readLedger(file: string): LedgerEntry[] {
  try {
    const entries: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(entries) ? (entries as LedgerEntry[]) : [];
  } catch {
    return [];
  }
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended in between, which is what was wanted
  }
}

/**
 * Ends those recorded processes that still run, the last started first. A process id that meanwhile belongs to
 * something else is recognised by its start time and left alone.
 * @param graceMs time to end by its own stop signal before SIGKILL goes to its whole group
 * @returns the names of what had to be ended
 */
export async function reap(file: string, graceMs = 5_000): Promise<string[]> {
  const left = readLedger(file)
    .filter((entry) => isRunning(entry))
    .reverse();
  for (const entry of left) {
    if (isRunning(entry)) signalQuietly(entry.pid, entry.stopSignal);
  }
  const deadline = Date.now() + graceMs;
  while (left.some((entry) => isRunning(entry)) && Date.now() < deadline) await sleep(50);
  for (const entry of left.filter((one) => isRunning(one))) {
    signalQuietly(-entry.pid, 'SIGKILL');
    signalQuietly(entry.pid, 'SIGKILL');
  }
  while (left.some((entry) => isRunning(entry))) await sleep(20);
  return left.map((entry) => entry.name);
}
