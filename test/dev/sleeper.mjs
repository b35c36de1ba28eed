/**
 * A small program for the tests of the supervisor: `node sleeper.mjs [stubborn] [fails] [with-child] [with-threads]`.
 * Says "up"; ends at SIGTERM unless it is stubborn. With threads it has memory that takes the kernel a while to free, and listens.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { Worker } from 'node:worker_threads';

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
if (is('with-threads')) {
  const threads = [1, 2, 3, 4].map(() => new Worker(new URL('busy-thread.mjs', import.meta.url)));
  await Promise.all(threads.map((thread) => once(thread, 'message')));
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.stdout.write(`port ${server.address().port}\n`);
}
process.stdout.write('up\n');
setInterval(() => undefined, 60_000);
