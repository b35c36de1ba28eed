import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** `NAME=value` lines of an environment file; single quotes around a value are dropped. */
export function parseEnvironment(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1).replace(/^'(.*)'$/, '$1')];
    }),
  );
}

/** What `node deploy/make-env.mjs` writes. */
export function madeEnvironment(): Record<string, string> {
  return parseEnvironment(execFileSync(process.execPath, ['deploy/make-env.mjs'], { cwd: root, encoding: 'utf8' }));
}

/**
 * Fills in `${NAME}`, `${NAME:-default}` and `${NAME:?why}` as compose does; `$$` is a dollar sign.
 * @throws when a variable with `:?` has no value
 */
export function interpolate(text: string, env: Record<string, string>): string {
  return text.replace(/\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}/g, (whole, name: string, kind: string, rest: string) => {
    if (whole === '$$') return '$';
    const value = env[name];
    if (value !== undefined && value !== '') return value;
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return kind === '-' ? rest : '';
  });
}
