import { execFileSync } from 'node:child_process';
import { projectRoot } from '../paths.ts';

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: projectRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** Where this branch left the main one; the last commit on the main branch itself. */
function base(): string {
  try {
    return git('merge-base', 'HEAD', 'main');
  } catch {
    return 'HEAD'; // a clone without a branch of this name
  }
}

/** Jest's arguments for `--changed`: the tests that import, however far away, what changed since a commit. */
export function changedArguments(since: string | undefined): string[] {
  return [`--changedSince=${since || base()}`, '--passWithNoTests'];
}
