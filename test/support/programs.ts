import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MEMORY_ENVIRONMENT, memoryFlags } from '../../dev/program-memory.ts';
import { PATIENCE } from './patience.ts';

/** The real programs of the project as child processes, to be used and killed by end-to-end tests and benchmarks. */

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Program {
  /** Base URL of its HTTP side: the API, or the worker's health. */
  url: string;
  pid: number;
  /** Lines of standard output and error so far. */
  output: string[];
  /** Resolves when `/readyz` answers 200. @throws when the program ends first or needs longer than `withinMs` */
  ready(withinMs?: number): Promise<void>;
  /** Sends the signal and waits for the end. */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  server.close();
  await once(server, 'close');
  return address.port;
}

async function untilReady(child: ChildProcess, url: string, output: string[], withinMs: number): Promise<void> {
  const deadline = Date.now() + PATIENCE * withinMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const ok = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await delay(50);
  }
  throw new Error(`${url} did not become ready:\n${output.slice(-40).join('\n')}`);
}

async function startProgram(
  name: 'api' | 'worker',
  portVariable: string,
  env: Record<string, string>,
  port: number,
): Promise<Program> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...memoryFlags(name),
      '--import',
      './src/platform/telemetry/register.ts',
      `src/${name}.ts`,
    ],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        LOG_LEVEL: 'warn',
        // With it a program takes the secrets of development, which are public.
        NODE_ENV: 'test',
        ...MEMORY_ENVIRONMENT,
        ...env,
        [portVariable]: String(port),
      },
      // A benchmark must not pay for reading the lines its subject writes.
      stdio: env.PROGRAM_OUTPUT === 'discard' ? 'ignore' : ['ignore', 'pipe', 'pipe'],
    },
  );
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(...text.split('\n').filter(Boolean)));
  }
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    pid: child.pid as number,
    output,
    ready: (withinMs = 60_000) => untilReady(child, url, output, withinMs),
    kill: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
    },
  };
}

/** Starts `src/api.ts`; `port` keeps its address over a restart. */
export async function startApi(env: Record<string, string>, port?: number): Promise<Program> {
  return await startProgram('api', 'PORT', env, port ?? (await freePort()));
}

/** Starts `src/worker.ts`; `port` keeps the address of its health over a restart. */
export async function startWorker(env: Record<string, string>, port?: number): Promise<Program> {
  return await startProgram('worker', 'WORKER_HEALTH_PORT', env, port ?? (await freePort()));
}
