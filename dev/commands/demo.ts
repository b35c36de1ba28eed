import { existsSync } from 'node:fs';
import path from 'node:path';
import { startInForeground } from '../foreground.ts';
import { nodeBinary, projectRoot, stateDir } from '../paths.ts';
import { say } from '../terminal.ts';

/** `npm run demo`: plays `dev/demo/main.ts` against the stack that runs. */
export async function demo(stopping: AbortSignal, args: string[]): Promise<number> {
  const stackFile = path.join(stateDir, 'stack.json');
  if (!existsSync(stackFile)) {
    say('The stack does not run: start it by `npm start` in another terminal, then repeat.');
    return 1;
  }
  const program = path.join(projectRoot, 'dev', 'demo', 'main.ts');
  return startInForeground(
    nodeBinary,
    ['--disable-warning=ExperimentalWarning', program, stackFile, ...args],
    process.env,
    stopping,
  ).exitCode;
}
