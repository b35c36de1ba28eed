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
 * MiB of objects that were just made; the program's isolate has up to three times as many. A campaign makes many: with 8 or 16 a
 * worker sends it a tenth more slowly. The isolates of workflows have fewer, see `run-workers.ts`.
 */
const YOUNG = { api: 8, worker: 32 };

/** Flags for Node, before the program's file. */
export function memoryFlags(program: 'api' | 'worker'): string[] {
  return [`--max-old-space-size=${HEAP[program]}`, `--max-semi-space-size=${YOUNG[program]}`];
}

/**
 * Two arenas, or glibc keeps one of up to 64 MiB for each of some forty threads. Modules that were compiled once are kept: a program starts with
 * a third less work, and without the compiler of TypeScript in memory.
 */
export const MEMORY_ENVIRONMENT = {
  MALLOC_ARENA_MAX: '2',
  NODE_COMPILE_CACHE: path.join(projectRoot, '.vibe/compile-cache'),
};
