import { spawn } from 'node:child_process';
import { projectRoot } from './paths.ts';

export interface ForegroundProgram {
  /** Also the id of the session in which it and what it starts run. */
  pid: number;
  /** Its exit code, 1 when a signal ended it. */
  exitCode: Promise<number>;
}

/**
 * Runs a program with its output on our own terminal, in a session of its own so that what it leaves is recognised.
 * @param stopping its abort asks the program to end, and kills it after 10 s
 */
export function startInForeground(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stopping: AbortSignal,
): ForegroundProgram {
  const child = spawn(file, args, { cwd: projectRoot, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const exitCode = new Promise<number>((resolve, reject) => {
    let killing: NodeJS.Timeout | undefined;
    const stop = () => {
      child.kill('SIGTERM');
      killing = setTimeout(() => child.kill('SIGKILL'), 10_000);
    };
    if (stopping.aborted) stop();
    stopping.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(killing);
      stopping.removeEventListener('abort', stop);
      resolve(code ?? 1);
    });
  });
  return { pid: child.pid ?? 0, exitCode };
}
