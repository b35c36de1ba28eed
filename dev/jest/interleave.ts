/** What waits at once, beside what computes: each file of `e2e` is four processes or more. */
const WAITING_AT_ONCE = 2;

export interface TimedFile {
  durationMs: number;
  /** It mostly waits: for programs that start, kills, outages, leases, time-outs, slow readers. */
  waits: boolean;
}

/**
 * An order in which cores are not idle: what waits beside what computes, the longest first, so that no long file is left for
 * the end. Jest gives the next file to the worker that is free first, which is played through here.
 */
export function interleave<File extends TimedFile>(files: readonly File[], workers: number): File[] {
  const longestFirst = (waits: boolean) =>
    files.filter((file) => file.waits === waits).sort((a, b) => b.durationMs - a.durationMs);
  const [waiting, computing] = [longestFirst(true), longestFirst(false)];
  const busy = Array.from({ length: workers }, () => ({ until: 0, waits: false }));
  const order: File[] = [];
  while (waiting.length + computing.length > 0) {
    const worker = busy.reduce((first, other) => (other.until < first.until ? other : first));
    const waitingNow = busy.filter((other) => other !== worker && other.waits && other.until > worker.until).length;
    const wait = computing.length === 0 || (waiting.length > 0 && waitingNow < WAITING_AT_ONCE);
    const next = (wait ? waiting : computing).shift();
    if (next === undefined) break;
    worker.until += next.durationMs;
    worker.waits = next.waits;
    order.push(next);
  }
  return order;
}
