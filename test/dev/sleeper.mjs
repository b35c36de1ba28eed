/**
 * A small program for the tests of the supervisor: `node sleeper.mjs [stubborn] [fails] [with-child]`.
 * Says "up"; ends at SIGTERM unless it is stubborn.
 */
import { spawn } from 'node:child_process';

const is = (word) => process.argv.includes(word);
if (is('fails')) process.exit(3);
process.on('SIGTERM', () => {
  process.stdout.write('asked to stop\n');
  if (!is('stubborn')) process.exit(0);
});
if (is('with-child')) {
  const child = spawn(process.execPath, [import.meta.filename], { stdio: 'ignore' });
  process.stdout.write(`child ${child.pid}\n`);
}
process.stdout.write('up\n');
setInterval(() => undefined, 60_000);
