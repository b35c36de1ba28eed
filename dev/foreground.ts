import { spawn } from 'node:child_process';
import { projectRoot } from './paths.ts';

/**
 * Runs a program on our own terminal to its end.
 * @param stopping its abort asks the program to end, and kills it after 10 s
 * @returns its exit code, 1 when a signal ended it
 */
export function runInForeground(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  stopping: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: projectRoot, env, stdio: ['ignore', 'inherit', 'inherit'] });
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
}
