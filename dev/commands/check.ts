import { spawn } from 'node:child_process';
import path from 'node:path';
import { nodeBinary, projectRoot } from '../paths.ts';
import { say } from '../terminal.ts';
import { openTestRun } from '../test-run.ts';

interface Check {
  name: string;
  /** Runs it; resolves to its output and whether it passed. */
  run(stopping: AbortSignal): Promise<Outcome>;
}

interface Outcome {
  passed: boolean;
  output: string;
}

function execute(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stopping: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'], signal: stopping });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (error) => resolve({ passed: false, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ passed: code === 0, output }));
  });
}

/** A tool of the project, run by the pinned Node (most are JavaScript; `binary` ones bring their own program). */
function tool(name: string, script: string, ...args: string[]): Check {
  const [file, first] = script.startsWith('.bin/') ? [path.join('node_modules', script), []] : [nodeBinary, [script]];
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  };
  return { name, run: (stopping) => execute(file, [...first, ...args], env, stopping) };
}

/** Entities and migrations agree, and every migration can be taken back and made again. */
async function checkMigrations(stopping: AbortSignal): Promise<Outcome> {
  const run = await openTestRun(stopping, { durable: false, temporal: false, quiet: true });
  try {
    const url = new URL(run.env.TEST_POSTGRES_URL ?? '');
    url.pathname = `/${run.template}`;
    const env = { ...run.env, DATABASE_URL: url.toString(), DATABASE_MIGRATION_URL: '', LOG_LEVEL: 'warn' };
    return await execute(
      nodeBinary,
      ['--disable-warning=ExperimentalWarning', 'src/migrate.ts', 'check'],
      env,
      stopping,
    );
  } finally {
    await run.close();
  }
}

const checks: readonly Check[] = [
  tool('types', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'),
  tool('types of workflows', 'node_modules/typescript/bin/tsc', '-p', 'workflows/tsconfig.json', '--noEmit'),
  tool('types of the dashboard', 'node_modules/typescript/bin/tsc', '-p', 'dashboard/tsconfig.json', '--noEmit'),
  tool('lint', '.bin/oxlint', '--type-aware', '--deny-warnings'),
  tool('format', '.bin/biome', 'ci', '--linter-enabled=false', '--colors=off'),
  tool('architecture', 'dev/architecture.ts'),
  tool('unused code', 'node_modules/knip/bin/knip.js', '--no-progress'),
  tool('lockfile complete', 'dev/lockfile.ts', '--check'),
  tool('openapi.json in sync', 'dev/openapi.ts', '--check'),
  tool('plain english', 'dev/plain-english.ts'),
  tool('migrations lock nothing', 'dev/migration-locks.ts'),
  { name: 'entities and migrations agree', run: checkMigrations },
];

/**
 * `npm run check [-- name …]`: runs every check (or those whose name contains a given word), prints what failed and how
 * long each took; the last line is `N passed, N failed`.
 */
export async function check(stopping: AbortSignal, words: string[]): Promise<number> {
  const chosen = checks.filter((one) => words.length === 0 || words.some((word) => one.name.includes(word)));
  let failed = 0;
  for (const one of chosen) {
    if (stopping.aborted) return 1;
    const begin = Date.now();
    const outcome = await one
      .run(stopping)
      .catch((error: unknown) => ({ passed: false, output: error instanceof Error ? error.message : String(error) }));
    if (!outcome.passed) {
      failed += 1;
      say(outcome.output.trimEnd());
    }
    say(`${outcome.passed ? '✓' : '✗'} ${one.name} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
  }
  say(`${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0 && chosen.length > 0 ? 0 : 1;
}
