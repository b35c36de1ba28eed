import { readdirSync, readFileSync } from 'node:fs';

export interface LeakedProcess {
  pid: number;
  command: string;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // ended meanwhile, or somebody else's
  }
}

/**
 * Processes that still carry `VIBE_RUN=<id>` in their environment, which each process a test starts inherits. Empty
 * where there is no /proc.
 */
export function processesOfRun(id: string): LeakedProcess[] {
  let pids: string[] = [];
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  return pids
    .filter((pid) => Number(pid) !== process.pid && read(`/proc/${pid}/environ`).split('\0').includes(`VIBE_RUN=${id}`))
    .map((pid) => ({ pid: Number(pid), command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() }))
    .filter((leak) => leak.command !== '');
}
