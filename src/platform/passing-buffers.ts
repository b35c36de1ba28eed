import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Four times as often as V8 would look for them in all of the heap. */
const COLLECT_AFTER_BYTES = 16 * 1_024 * 1_024;

let passed = 0;
let collect: NodeJS.GCFunction | null = null;

/** Node has the function ready, and shows it to contexts that are made after the flag is set. */
function collector(): NodeJS.GCFunction {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as NodeJS.GCFunction;
}

/**
 * Notes that so many bytes went through this process in buffers of their own, which nobody has any more.
 *
 * A buffer is a small object with large memory outside of the heap. V8 counts that memory and after 64 MiB of it marks the whole heap,
 * which in a program of 100 MiB takes a processor a tenth of a second. The objects are young, and collecting the young ones takes it two
 * milliseconds and frees the memory as well; but they are too few to fill their generation, so nothing does that unless it is asked to.
 */
export function buffersPassed(bytes: number): void {
  passed += bytes;
  if (passed < COLLECT_AFTER_BYTES) return;
  passed = 0;
  collect ??= collector();
  collect({ type: 'minor' });
}
