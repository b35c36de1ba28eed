import { readdirSync, readFileSync } from 'node:fs';

export interface LeakedProcess {
  pid: number;
  command: string;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // ended meanwhile, or someone else's
  }
}

function sessionOf(pid: string): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]);
}

/**
 * Processes that a run has left: they are in its session, or carry `VIBE_RUN=<id>` in their environment, which a process
 * in a session of its own still inherits. Empty where there is no /proc.
 */
export function processesOfRun(id: string, session: number): LeakedProcess[] {
  let pids: string[] = [];
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  const belongs = (pid: string) =>
    sessionOf(pid) === session || read(`/proc/${pid}/environ`).split('\0').includes(`VIBE_RUN=${id}`);
  return pids
    .filter((pid) => Number(pid) !== process.pid && belongs(pid))
    .map((pid) => ({ pid: Number(pid), command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() }))
    .filter((leak) => leak.command !== ''); // a zombie has none
}
