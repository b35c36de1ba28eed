import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** What one side of a comparison says of itself. */
export interface Measured {
  seconds: number;
  /** At its peak, above idle. */
  megabytes: number;
}

/**
 * Runs a program of this folder in a process of its own, which writes what it has measured.
 * @param flags for Node, before the program
 */
export async function program(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  flags: readonly string[] = [],
): Promise<Measured> {
  const script = fileURLToPath(new URL(`./${name}`, import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...flags, script, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return JSON.parse(said) as Measured;
}

/** Seconds of a `\copy`, without the time that psql takes to start and connect, which ours does not count either. */
export async function psql(url: string, copy: string): Promise<number> {
  const child = spawn('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', url], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(
    `set timezone = 'UTC';\nset max_parallel_workers_per_gather = 0;\n\\timing on\n${copy.replaceAll(/\s+/g, ' ')}\n`,
  );
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const milliseconds = /Time: ([\d.]+) ms/.exec(said)?.[1];
  if (milliseconds === undefined) throw new Error(`psql said ${said}`);
  return Number(milliseconds) / 1_000;
}

/** Measures this process doing `work`, and writes the result to standard output. */
export async function measured(work: () => Promise<unknown>): Promise<void> {
  const idle = process.memoryUsage.rss();
  // From here on the kernel notes a new peak.
  await writeFile('/proc/self/clear_refs', '5');
  const from = performance.now();
  await work();
  const seconds = (performance.now() - from) / 1_000;
  const peak = Number(/VmHWM:\s+(\d+) kB/.exec(await readFile('/proc/self/status', 'utf8'))?.[1]) * 1_024;
  process.stdout.write(JSON.stringify({ seconds, megabytes: (peak - idle) / 1_048_576 } satisfies Measured));
}
