import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** One of the two servers under load, in a process of its own. */
export interface Side {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const REGISTER = fileURLToPath(new URL('../../src/platform/telemetry/register.ts', import.meta.url));

async function readPort(child: ChildProcess, output: Readable): Promise<number> {
  const lines = createInterface({ input: output });
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('a benchmarked server did not start')));
  const ready = (async () => {
    for await (const line of lines) {
      const port = /^ready (\d+)$/.exec(line)?.[1];
      if (port !== undefined) return Number(port);
      process.stderr.write(`${line}\n`);
    }
    return await gone;
  })();
  gone.catch(() => undefined);
  const waiting = new AbortController();
  const late = delay(READY_WITHIN_MS, undefined, waiting).then(() => {
    throw new Error(`a benchmarked server was not ready after ${READY_WITHIN_MS / 1_000} s`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([ready, gone, late]);
  } catch (error) {
    child.kill('SIGTERM');
    throw error;
  } finally {
    waiting.abort();
  }
}

/**
 * Starts a server with the tracing that the programs have.
 * @param logs file that takes its standard output, so that `ready` is read from its errors; without it, from its output
 */
export async function startSide(
  program: string,
  env: Record<string, string>,
  options: { logs?: string; nodeFlags?: readonly string[] } = {},
): Promise<Side> {
  const file = fileURLToPath(new URL(`./${program}`, import.meta.url));
  const stdout = options.logs === undefined ? 'pipe' : openSync(options.logs, 'w');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...(options.nodeFlags ?? []), '--import', REGISTER, file],
    { env: { ...process.env, ...env }, stdio: ['ignore', stdout, options.logs === undefined ? 'inherit' : 'pipe'] },
  );
  const port = await readPort(child, (options.logs === undefined ? child.stdout : child.stderr) as Readable);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid as number,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
