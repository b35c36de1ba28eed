import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { tryLock } from '../lock-file.ts';
import { stateDir } from '../paths.ts';
import { readNote } from '../postgres/home.ts';
import { reap } from '../process-ledger.ts';
import { say } from '../terminal.ts';

/** `npm run reset`: empties the state of the stack, secrets included. Refuses while it runs. */
export async function reset(): Promise<number> {
  if (!existsSync(stateDir)) {
    say('There is no state to empty.');
    return 0;
  }
  const lockFile = path.join(stateDir, 'stack.lock');
  const held = tryLock(lockFile);
  if (held === null) {
    say('The stack runs: stop it first (Ctrl-C, or SIGTERM to its npm process).');
    return 1;
  }
  try {
    await reap(path.join(stateDir, 'processes.json'));
    const elsewhere = readNote(stateDir);
    if (elsewhere !== null) rmSync(elsewhere, { recursive: true, force: true });
    // runs of the tests have their own owners
    const kept = ['test-runs', path.basename(lockFile)];
    for (const name of readdirSync(stateDir)) {
      if (!kept.includes(name)) rmSync(path.join(stateDir, name), { recursive: true, force: true });
    }
  } finally {
    held.release();
  }
  say('The state is empty; the next start begins from scratch.');
  return 0;
}
