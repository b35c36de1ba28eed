import { existsSync } from 'node:fs';
import process from 'node:process';
import { say } from '../terminal.ts';
import { test } from './test.ts';

/** `npm run test:pages [-- jest arguments]`: the tests of the operators' page in Debian's Chromium. */
export function pages(stopping: AbortSignal, given: string[]): Promise<number> {
  const program = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(program)) {
    say(`${program} is missing. Install it (apt-get install chromium), or name another one by CHROMIUM_PATH.`);
    say('0 passed, 1 failed');
    return Promise.resolve(1);
  }
  // The last one: Jest would take a path after it for one more pattern.
  return test(stopping, [...given, '--testMatch', '<rootDir>/test/pages/**/*.page.ts']);
}
