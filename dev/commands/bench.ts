import { existsSync } from 'node:fs';
import path from 'node:path';
import { startInForeground } from '../foreground.ts';
import { nodeBinary, projectRoot } from '../paths.ts';
import { say } from '../terminal.ts';
import { openTestRun } from '../test-run.ts';

function findProgram(name: string): string | undefined {
  return [`bench/${name}/main.ts`, `bench/${name}.ts`].find((file) => existsSync(path.join(projectRoot, file)));
}

/**
 * `npm run bench:<name>`: runs `bench/<name>/main.ts` with one Postgres (durable, as in production) and one Temporal
 * server, in `TEST_POSTGRES_URL` and `TEST_TEMPORAL_ADDRESS`.
 */
export async function bench(stopping: AbortSignal, [name = '', ...args]: string[]): Promise<number> {
  const program = findProgram(name);
  if (program === undefined) {
    say(`There is no benchmark "${name}": they are the folders of bench/.`);
    return 2;
  }
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
