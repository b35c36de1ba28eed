import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startInForeground } from '../foreground.ts';
import { nodeBinary, projectRoot } from '../paths.ts';
import { say } from '../terminal.ts';
import { type FileResult, readResults } from './results.ts';

/** Time between the results and the end of jest. Longer: something a test has opened keeps it alive. */
const JEST_END_MS = 10_000;

export interface JestOptions {
  /** Where jest writes its results. */
  resultFile: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
}

export interface JestRun {
  exitCode: number;
  /** Id of the session that it ran in. */
  session: number;
  /** null when it wrote none. */
  results: FileResult[] | null;
}

/** Ends jest when it does not end by itself after it has written its results. */
async function endWhenDone(resultFile: string, ending: AbortController, signal: AbortSignal): Promise<void> {
  try {
    while (!existsSync(resultFile)) await sleep(500, undefined, { signal });
    await sleep(JEST_END_MS, undefined, { signal });
  } catch {
    return; // jest has ended
  }
  say(`Jest is still there ${JEST_END_MS / 1000} s after the last test: something is left open.`);
  ending.abort();
}

/** Runs jest on our own terminal. */
export async function runJest({ resultFile, args, env }: JestOptions, stopping: AbortSignal): Promise<JestRun> {
  const [ending, ended] = [new AbortController(), new AbortController()];
  const jestArguments = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    path.join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${resultFile}`,
    ...args,
  ];
  const jest = startInForeground(nodeBinary, jestArguments, env, AbortSignal.any([stopping, ending.signal]));
  const watch = endWhenDone(resultFile, ending, ended.signal);
  const exitCode = await jest.exitCode;
  ended.abort();
  await watch;
  return { exitCode, session: jest.pid, results: readResults(resultFile) };
}
