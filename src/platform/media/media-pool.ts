import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Semaphore } from '../semaphore.ts';
import type { MediaResult, MediaTask } from './media.contract.ts';

const PROGRAM = fileURLToPath(new URL('./media-child.ts', import.meta.url));
/** Milliseconds after which a file is given up: ten times what the largest accepted file needs. */
const DEADLINE_MS = { image: 30_000, document: 20_000 };
/**
 * Decoders leak and fragment memory, so a process is replaced before that matters. Starting one costs as much as two photographs.
 */
const MAX_TASKS = 500;
const MAX_RSS_BYTES = 400 * 1024 * 1024;
const MAX_HEAP_MB = 256;

/** `timeout`: the process was killed at its deadline. `crash`: the process ended by itself while it read the file. */
export type MediaOutcome = MediaResult | { died: 'timeout' | 'crash' };

interface Child {
  process: ChildProcess;
  tasks: number;
}

export interface MediaPoolOptions {
  size?: number;
  deadlineMs?: number;
}

/** Processes that decode files of strangers. They get a path and return a report. They have no credentials and no configuration. */
export class MediaPool {
  readonly #turns: Semaphore;
  readonly #idle: Child[] = [];
  readonly #all = new Set<ChildProcess>();
  readonly #deadlineMs: number | undefined;
  #closed = false;

  constructor({ size = Math.min(2, availableParallelism()), deadlineMs }: MediaPoolOptions = {}) {
    this.#turns = new Semaphore(size);
    this.#deadlineMs = deadlineMs;
  }

  /** Ids of the living processes. */
  get pids(): number[] {
    return [...this.#all].flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  }

  /** @throws when `signal` is aborted; the process is killed then */
  async run(task: MediaTask, signal: AbortSignal): Promise<MediaOutcome> {
    return await this.#turns.take(async () => {
      signal.throwIfAborted();
      const child = this.#idle.pop() ?? this.#start();
      const { outcome, rss } = await this.#perform(child, task, signal);
      child.tasks += 1;
      const good = 'report' in outcome || 'fault' in outcome;
      if (good && child.tasks < MAX_TASKS && rss < MAX_RSS_BYTES && !this.#closed) this.#idle.push(child);
      else child.process.kill('SIGKILL');
      signal.throwIfAborted();
      return outcome;
    });
  }

  #start(): Child {
    const child = fork(PROGRAM, {
      execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`, '--disable-warning=ExperimentalWarning'],
      env: { MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '2' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.unref();
    child.channel?.unref();
    this.#all.add(child);
    child.once('exit', () => {
      this.#all.delete(child);
      const at = this.#idle.findIndex((idle) => idle.process === child);
      if (at !== -1) this.#idle.splice(at, 1);
    });
    return { process: child, tasks: 0 };
  }

  #perform(
    { process: child }: Child,
    task: MediaTask,
    signal: AbortSignal,
  ): Promise<{ outcome: MediaOutcome; rss: number }> {
    const limit = this.#deadlineMs ?? (task.kind === 'image' ? DEADLINE_MS.image : DEADLINE_MS.document);
    return new Promise((resolve) => {
      let died: 'timeout' | 'crash' = 'crash';
      const timer = setTimeout(() => {
        died = 'timeout';
        child.kill('SIGKILL');
      }, limit);
      const kill = () => child.kill('SIGKILL');
      const finish = (outcome: MediaOutcome, rss: number) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', kill);
        child.off('message', onMessage).off('exit', onEnd).off('error', onEnd);
        resolve({ outcome, rss });
      };
      const onMessage = (answer: unknown) => {
        const { result, rss } = answer as { result: MediaResult; rss: number };
        finish(result, rss);
      };
      const onEnd = () => finish({ died }, 0);
      child.on('message', onMessage).on('exit', onEnd).on('error', onEnd);
      signal.addEventListener('abort', kill, { once: true });
      child.send(task, (error) => error && kill());
    });
  }

  /** Ends all processes. */
  close(): void {
    this.#closed = true;
    for (const child of this.#all) child.kill('SIGKILL');
  }
}
