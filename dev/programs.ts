import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from './child-process.ts';
import { nodeBinary, projectRoot } from './paths.ts';
import { answersOk } from './probes.ts';
import { MEMORY_ENVIRONMENT, memoryFlags } from './program-memory.ts';
import type { Service } from './supervisor.ts';

const TELEMETRY = './src/platform/telemetry/register.ts';

/** A TypeScript program of the project, run by the pinned Node. */
export function programCommand(
  name: string,
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  flags: readonly string[] = [],
): Command {
  const preload = existsSync(path.join(projectRoot, TELEMETRY)) ? ['--import', TELEMETRY] : [];
  return {
    name,
    file: nodeBinary,
    args: ['--disable-warning=ExperimentalWarning', ...flags, ...preload, file, ...args],
    cwd: projectRoot,
    env: { ...MEMORY_ENVIRONMENT, ...env },
    stopSignal: 'SIGTERM',
  };
}

/** The API or the worker: it serves when its `/readyz` says so. */
export function programService(name: 'api' | 'worker', env: NodeJS.ProcessEnv, healthPort: number): Service {
  return {
    name,
    command: () => programCommand(name, `src/${name}.ts`, [], env, memoryFlags(name)),
    ready: () => answersOk(`http://127.0.0.1:${healthPort}/readyz`),
    readyWithinMs: 60_000,
    stopWithinMs: 8_500,
  };
}
