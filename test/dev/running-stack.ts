import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readLedger } from '../../dev/process-ledger.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface RunningStack {
  npm: ChildProcess;
  /** From the call of `npm start` until everything serves. */
  servedAfterMs: number;
  /** What `stack.json` says. */
  description: Record<'api' | 'docs' | 'temporalAddress' | 'temporalUi' | 'inbox' | 'databaseUrl', string> & {
    admin: { email: string; password: string };
  };
  output: string[];
}

/** Runs an npm script of the project on a state folder of its own, with a plain environment. */
export function npm(stateDir: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const { PATH, HOME, XDG_CACHE_HOME, VIBE_RUN } = process.env;
  return spawn('npm', args, {
    cwd: root,
    env: { PATH, HOME, XDG_CACHE_HOME, VIBE_RUN, VIBE_STATE_DIR: stateDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** `npm start`, until it has written `stack.json`. */
export async function startStack(stateDir: string, env: Record<string, string> = {}): Promise<RunningStack> {
  const begin = Date.now();
  const child = npm(stateDir, ['start'], env);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const file = path.join(stateDir, 'stack.json');
  // not by the file alone: one that a killed stack has left is there until the next start removes it
  while (!output.join('').includes('Everything serves') || !existsSync(file)) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`npm start ended:\n${output.join('')}`);
    await sleep(50);
  }
  const description = JSON.parse(readFileSync(file, 'utf8')) as RunningStack['description'];
  return { npm: child, servedAfterMs: Date.now() - begin, description, output };
}

/** Sends a signal to the npm process; answers how long it took until that was gone, and its exit code. */
export async function stopStack(
  stack: RunningStack,
  signal: NodeJS.Signals,
): Promise<{ ms: number; code: number | null }> {
  const begin = Date.now();
  const closed = once(stack.npm, 'close'); // its output ends when nothing holds the pipe any more
  stack.npm.kill(signal);
  const [code] = (await closed) as [number | null];
  return { ms: Date.now() - begin, code };
}

/** The programs of a stack: what is in its ledger, and the one that supervises them. */
export function processesOf(stateDir: string) {
  const parts = readLedger(path.join(stateDir, 'processes.json'));
  const supervisor = JSON.parse(readFileSync(path.join(stateDir, 'stack.lock'), 'utf8')) as {
    pid: number;
    startTime: string;
  };
  return { parts, supervisor };
}
