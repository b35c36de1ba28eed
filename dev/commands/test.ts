import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startInForeground } from '../foreground.ts';
import { processesOfRun } from '../leaked-processes.ts';
import { nodeBinary, projectRoot } from '../paths.ts';
import { say } from '../terminal.ts';
import { openTestRun, type TestRun } from '../test-run.ts';

/** A process that a test has ended may take a moment to be gone. */
const LEAK_GRACE_MS = 3_000;
/** Time between the results and the end of jest. Longer: something a test has opened keeps it alive. */
const JEST_END_MS = 10_000;

interface Counts {
  passed: number;
  failed: number;
}

/** What jest wrote; a file that could not even be loaded counts as one failure. */
function readCounts(file: string): Counts | null {
  if (!existsSync(file)) return null;
  const result = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  return {
    passed: result.numPassedTests ?? 0,
    failed: (result.numFailedTests ?? 0) + (result.numRuntimeErrorTestSuites ?? 0),
  };
}

/** Waits a moment for the processes of the run to end; says which did not, and ends them. */
async function endLeaks(run: TestRun, session: number): Promise<number> {
  const deadline = Date.now() + LEAK_GRACE_MS;
  while (processesOfRun(run.id, session).length > 0 && Date.now() < deadline) await sleep(100);
  const leaks = processesOfRun(run.id, session);
  for (const leak of leaks) {
    say(`A test left a process running: ${leak.pid} ${leak.command}`);
    try {
      process.kill(leak.pid, 'SIGKILL');
    } catch {
      // it ended by itself after all
    }
  }
  return leaks.length;
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

function jestArguments(resultFile: string, args: readonly string[]): string[] {
  return [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    path.join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${resultFile}`,
    ...args,
  ];
}

/**
 * `npm test [-- jest arguments]`: starts what the tests need, runs them, stops it all. The last line is
 * `N passed, N failed`; a process left running is a failure.
 */
export async function test(stopping: AbortSignal, args: string[]): Promise<number> {
  const run = await openTestRun(stopping, { durable: false, temporal: true, objectStorage: true });
  try {
    const resultFile = path.join(run.folder, 'jest.json');
    const env = { ...run.env, TZ: 'UTC', NODE_ENV: 'test' };
    const [ending, ended] = [new AbortController(), new AbortController()];
    const signal = AbortSignal.any([stopping, ending.signal]);
    const jest = startInForeground(nodeBinary, jestArguments(resultFile, args), env, signal);
    const watch = endWhenDone(resultFile, ending, ended.signal);
    const code = await jest.exitCode;
    ended.abort();
    await watch;
    const leaks = await endLeaks(run, jest.pid);
    const counts = readCounts(resultFile) ?? { passed: 0, failed: 1 };
    const failed = counts.failed + leaks;
    // jest also fails for other reasons than a test, such as no test found
    say(`${counts.passed} passed, ${failed === 0 && code !== 0 ? 1 : failed} failed`);
    return code !== 0 || failed > 0 ? 1 : 0;
  } finally {
    await run.close();
  }
}
