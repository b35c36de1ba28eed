import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, type ProcessIdentity, startTimeOf } from './process-identity.ts';
import type { ProcessLedger } from './process-ledger.ts';

export interface Command {
  name: string;
  file: string;
  args: readonly string[];
  /** The whole environment: nothing is inherited silently. */
  env: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** What asks this program to end in an orderly way. */
  stopSignal: NodeJS.Signals;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningChild {
  readonly name: string;
  readonly pid: number;
  /** Resolves when the process has ended and its output is read; never rejects. */
  readonly exited: Promise<Exit>;
  readonly hasExited: boolean;
  /** Asks to stop, and after `graceMs` kills the whole process group. */
  stop(graceMs: number): Promise<void>;
}

/** Receives each line a child writes. */
export type Output = (name: string, line: string) => void;

function readLines(child: ChildProcess, name: string, output: Output): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => output(name, line));
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // the group is empty: everything in it has ended
  }
}

/**
 * Starts a program in its own process group (so that Ctrl-C reaches only us, and we decide the order), with its lines
 * sent to `output` and its identity in the ledger.
 * @throws when the program cannot be started
 */
export async function launch(command: Command, ledger: ProcessLedger, output: Output): Promise<RunningChild> {
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    // so that a process which the tests leave running is recognised whatever environment it was given
    env: process.env.VIBE_RUN ? { ...command.env, VIBE_RUN: process.env.VIBE_RUN } : command.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(command.uid === undefined ? {} : { uid: command.uid }),
    ...(command.gid === undefined ? {} : { gid: command.gid }),
  });
  let ended = false;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = true;
      if (child.pid !== undefined) killGroup(child.pid); // what the program itself had started and left
      // its pipes close with the last descendant; do not wait for one that escaped the group
      const settle = () => resolve({ code, signal });
      child.once('close', settle);
      setTimeout(settle, 500).unref();
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.on('error', reject);
  });
  const pid = child.pid as number;
  const identity: ProcessIdentity = startTimeOf(pid) === null ? { pid, startTime: '' } : identify(pid);
  ledger.add({ name: command.name, ...identity, stopSignal: command.stopSignal });
  void exited.then(() => ledger.remove(identity));
  readLines(child, command.name, output);
  return {
    name: command.name,
    pid,
    exited,
    get hasExited() {
      return ended;
    },
    async stop(graceMs) {
      if (ended) return void (await exited);
      child.kill(command.stopSignal);
      const timer = new AbortController();
      await Promise.race([
        exited,
        sleep(graceMs, undefined, { signal: timer.signal }).then(
          () => killGroup(pid),
          () => undefined,
        ),
      ]);
      timer.abort();
      await exited;
    },
  };
}

/**
 * Runs a program to its end.
 * @throws with the last lines of its output when it fails
 */
export async function runToEnd(
  command: Command,
  ledger: ProcessLedger,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const tail: string[] = [];
  signal.throwIfAborted();
  const child = await launch(command, ledger, (name, line) => {
    tail.push(line);
    if (tail.length > 25) tail.shift();
    output(name, line);
  });
  const onAbort = () => void child.stop(2_000);
  signal.addEventListener('abort', onAbort, { once: true });
  const exit = await child.exited;
  signal.removeEventListener('abort', onAbort);
  signal.throwIfAborted();
  if (exit.code !== 0) {
    throw new Error(`${command.name} failed (${exit.signal ?? `exit code ${exit.code}`}):\n${tail.join('\n')}`);
  }
}
