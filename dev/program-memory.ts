import path from 'node:path';
import { projectRoot } from './paths.ts';

/**
 * How a program is started so that its memory has a bound; `docker-compose.yml` and the image say the same. Measured by
 * `npm run bench:memory`; docs/runbook.md says what it is made of.
 */

/**
 * MiB of objects that live on, for each isolate. A worker has three (its own and one for each queue of workflows), of which the
 * first holds about 60 when idle. An API holds its sockets too, tens of kilobytes each.
 */
const HEAP = { api: 384, worker: 256 };
/**
 * MiB of objects that were just made, which an isolate has up to three times. An idle API holds 40 less than with V8's own. A worker
 * has V8's own: with 8 or 16 it holds 30 less, and a campaign goes out a tenth more slowly.
 */
const YOUNG = { api: 8, worker: null };

/** Flags for Node, before the program's file. */
export function memoryFlags(program: 'api' | 'worker'): string[] {
  const young = YOUNG[program];
  return [`--max-old-space-size=${HEAP[program]}`, ...(young === null ? [] : [`--max-semi-space-size=${young}`])];
}

/**
 * Two arenas, or glibc keeps one of up to 64 MiB for each of some forty threads. Modules that were compiled once are kept: a program starts with
 * a third less work, and without the compiler of TypeScript in memory.
 */
export const MEMORY_ENVIRONMENT = {
  MALLOC_ARENA_MAX: '2',
  NODE_COMPILE_CACHE: path.join(projectRoot, '.vibe/compile-cache'),
};
