import { existsSync } from 'node:fs';
import path from 'node:path';
import { startInForeground } from '../foreground.ts';
import { nodeBinary, projectRoot } from '../paths.ts';
import { say } from '../terminal.ts';
import { openTestRun } from '../test-run.ts';

function findProgram(name: string): string | undefined {
  return [`bench/${name}/main.ts`, `bench/${name}.ts`].find((file) => existsSync(path.join(projectRoot, file)));
}

/** Runs a program with servers of its own, in `TEST_POSTGRES_URL` and `TEST_TEMPORAL_ADDRESS`. */
async function runWithServers(stopping: AbortSignal, program: string, args: string[]): Promise<number> {
  const run = await openTestRun(stopping, { durable: true, temporal: true });
  try {
    return await startInForeground(
      nodeBinary,
      ['--disable-warning=ExperimentalWarning', program, ...args],
      run.env,
      stopping,
    ).exitCode;
  } finally {
    await run.close();
  }
}

/**
 * `npm run bench:<name>`: runs `bench/<name>/main.ts` with one Postgres (durable, as in production) and one Temporal
 * server.
 */
export async function bench(stopping: AbortSignal, [name = '', ...args]: string[]): Promise<number> {
  const program = findProgram(name);
  if (program === undefined) {
    say(`There is no benchmark "${name}": they are the folders of bench/.`);
    return 2;
  }
  return await runWithServers(stopping, program, args);
}

/** `npm run record:histories [-- name …]`: records what the replay test replays, from the real programs. */
export async function record(stopping: AbortSignal, args: string[]): Promise<number> {
  return await runWithServers(stopping, 'test/replay/record.ts', args);
}
