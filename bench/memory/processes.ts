import { readdir, readFile } from 'node:fs/promises';

/** What the operating system says of a process, in MiB. */
export interface Held {
  /** Resident now. */
  rss: number;
  /** The most that was ever resident. */
  peak: number;
}

/** @throws when the process has ended */
export async function heldBy(pid: number): Promise<Held> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1]) / 1_024;
  return { rss: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

/** Ids of the processes that this one started, and of theirs. */
export async function descendants(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const children = (
    await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8')))
  ).flatMap((text) => text.split(' ').filter(Boolean).map(Number));
  return [...children, ...(await Promise.all(children.map(descendants))).flat()];
}
