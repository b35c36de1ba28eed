/** A thread of `sleeper.mjs` that is always at work and has touched 100 MB. */
import { parentPort } from 'node:worker_threads';

const memory = Buffer.alloc(100_000_000, 1);
parentPort.postMessage('up');
setInterval(() => memory.fill(1), 1);
