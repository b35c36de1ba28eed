import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tryLock } from '../lock-file.ts';
import { createLogs } from '../logs.ts';
import { projectRoot, stateDir } from '../paths.ts';
import { ProcessLedger, reap } from '../process-ledger.ts';
import { loadSecrets } from '../secrets.ts';
import { Stack, type StackDescription } from '../stack.ts';
import { say, sinceStart, table } from '../terminal.ts';

const STATE_FILE = path.join(stateDir, 'stack.json');

function publish(description: StackDescription): void {
  const temporary = `${STATE_FILE}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, STATE_FILE);
}

function links(stack: StackDescription): string {
  const rows: [string, string][] = [
    ['API', stack.api],
    ['API documentation', stack.docs],
    ['Operators’ page', `${stack.api}/dashboard`],
    ['Metrics', `${stack.metrics.api}  ${stack.metrics.worker}`],
    ['Temporal', stack.temporalUi || stack.temporalAddress],
    ['Inbox', stack.inbox || 'your own SMTP server'],
    ['Admin', `${stack.admin.email}  ${stack.admin.password}`],
  ];
  return table(rows);
}

/**
 * `npm start`: runs the whole stack until a signal comes.
 * @param stopping aborted by the first signal
 * @returns the exit code
 */
export async function start(stopping: AbortSignal): Promise<number> {
  const environmentFile = path.join(projectRoot, '.env');
  if (existsSync(environmentFile)) process.loadEnvFile(environmentFile); // what the shell already set wins
  mkdirSync(stateDir, { recursive: true });
  const held = tryLock(path.join(stateDir, 'stack.lock'));
  if (held === null) {
    say(`The stack of this folder runs already; its links are in ${STATE_FILE}.`);
    return 1;
  }
  const ledgerFile = path.join(stateDir, 'processes.json');
  rmSync(STATE_FILE, { force: true });
  const left = await reap(ledgerFile);
  if (left.length > 0) say(`  ! ended what an earlier run had left: ${left.join(', ')}`);
  const logs = createLogs(path.join(stateDir, 'logs'));
  const stack = new Stack({
    folder: stateDir,
    env: process.env,
    secrets: loadSecrets(stateDir),
    ledger: new ProcessLedger(ledgerFile),
    output: logs.output,
  });
  const interrupted = new Promise<void>((resolve) => {
    if (stopping.aborted) resolve();
    stopping.addEventListener('abort', () => resolve(), { once: true });
  });
  let code = 0;
  try {
    say('Starting the stack …');
    const starting = stack.start();
    await Promise.race([starting, interrupted]);
    if (!stopping.aborted) {
      const description = await starting;
      publish(description);
      say(`${links(description)}\nEverything serves after ${sinceStart()}. Ctrl-C stops it.`);
      await interrupted;
    }
  } catch (error) {
    say(`The stack could not be started: ${error instanceof Error ? error.message : String(error)}`);
    code = 1;
  }
  const begin = Date.now();
  say('Stopping …');
  await stack.stop();
  logs.close();
  held.release();
  say(`Stopped in ${((Date.now() - begin) / 1000).toFixed(1)} s.`);
  return code;
}
