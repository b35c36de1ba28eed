import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { changedArguments } from '../jest/changed.ts';
import { countOf } from '../jest/results.ts';
import { type JestRun, runJest } from '../jest/run.ts';
import { giveSecondChance, reportFlaky } from '../jest/second-chance.ts';
import { processesOfRun } from '../leaked-processes.ts';
import { say } from '../terminal.ts';
import { openTestRun, type TestRun } from '../test-run.ts';

/** A process that a test has ended may take a moment to be gone. */
const LEAK_GRACE_MS = 3_000;

interface TestArguments {
  /** For jest. */
  args: string[];
  /** Whether files that failed get a second chance. */
  rerunFailed: boolean;
}

function parse(given: readonly string[]): TestArguments {
  const args = given.flatMap((argument) => {
    const [name, since] = argument.split('=', 2);
    if (name === '--changed') return changedArguments(since);
    return argument === '--rerun-failed' ? [] : [argument];
  });
  return { args, rerunFailed: given.includes('--rerun-failed') };
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

/**
 * `npm test [-- --changed[=commit]] [--rerun-failed] [jest arguments]`: starts what the tests need, runs them, stops it all. The
 * last line is `N passed, N failed`; a process left running is a failure.
 */
export async function test(stopping: AbortSignal, given: string[]): Promise<number> {
  const { args, rerunFailed } = parse(given);
  const run = await openTestRun(stopping, { durable: false, temporal: true, objectStorage: true });
  const env = { ...run.env, TZ: 'UTC' };
  let leaked = 0;
  const jest = async (name: string, jestArguments: readonly string[]): Promise<JestRun> => {
    const resultFile = path.join(run.folder, `${name}.json`);
    const ended = await runJest({ resultFile, args: jestArguments, env }, stopping);
    leaked += await endLeaks(run, ended.session);
    return ended;
  };
  try {
    const first = await jest('jest', args);
    const results = first.results ?? [];
    const { passed, failed, flaky } =
      rerunFailed && !stopping.aborted
        ? await giveSecondChance(
            results,
            async (files) => (await jest('again', ['--runInBand', '--runTestsByPath', ...files])).results,
          )
        : { ...countOf(results), flaky: [] };
    reportFlaky(flaky);
    // jest also fails for other reasons than a test, such as no test found
    const unexplained = first.exitCode !== 0 && countOf(results).failed === 0;
    const allFailed = failed + leaked + (unexplained ? 1 : 0);
    say(`${passed} passed, ${allFailed} failed`);
    return allFailed > 0 ? 1 : 0;
  } finally {
    await run.close();
  }
}
