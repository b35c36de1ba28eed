import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** One of the two servers under load, in a process of its own. */
export interface Side {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

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
  return await Promise.race([ready, gone]);
}

/**
 * Starts a server with the tracing that the programs have.
 * @param logs file that takes its standard output; without it the output is only read for `ready`
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
