import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/**
 * A process that can be recognised later: the kernel gives process ids out again, but not with the same start time.
 * `startTime` is an opaque text (clock ticks since boot on Linux, a date on other systems).
 */
export interface ProcessIdentity {
  pid: number;
  startTime: string;
}

const hasProc = existsSync('/proc/self/stat');

/** Whether threads live on after the first one: they still hold the process's ports and files. */
function hasThreads(pid: number): boolean {
  return readdirSync(`/proc/${pid}/task`).length > 1;
}

function fromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may hold anything; count from its closing one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTime] = [fields[0], fields[19]];
    if (startTime === undefined || state === 'X') return null;
    return state === 'Z' && !hasThreads(pid) ? null : startTime;
  } catch {
    return null;
  }
}

function fromPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** The start time of a process that runs, or null. A zombie does not run once its last thread has ended. */
export function startTimeOf(pid: number): string | null {
  return hasProc ? fromProc(pid) : fromPs(pid);
}

/** @throws when the process is gone already */
export function identify(pid: number): ProcessIdentity {
  const startTime = startTimeOf(pid);
  if (startTime === null) throw new Error(`Process ${pid} does not run.`);
  return { pid, startTime };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return startTimeOf(identity.pid) === identity.startTime;
}
