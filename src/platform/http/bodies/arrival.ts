import type { IncomingMessage } from 'node:http';
import { Deadline } from '../deadline.ts';

/** How long the pace is measured before it is judged: a train goes through a tunnel in less. */
const PACE_WINDOW_MS = 10_000;

export interface Arrival {
  /** Milliseconds from now until the whole body must be there. */
  timeoutMs: number;
  /** Slower bodies are given up; 0 admits any pace. */
  minBytesPerSecond: number;
  /** Milliseconds over which the pace is measured. */
  paceWindowMs?: number;
}

/**
 * Watches a body arrive: as a whole in time, and all the while at a pace. A pause that the reader makes is not the sender's.
 * @param giveUp ends the request; called once
 * @returns its deadline, which may be moved
 */
export function watchArrival(req: IncomingMessage, arrival: Arrival, giveUp: () => void): Deadline {
  const { timeoutMs, minBytesPerSecond, paceWindowMs = PACE_WINDOW_MS } = arrival;
  const deadline = new Deadline(timeoutMs, giveUp);
  const enough = (minBytesPerSecond * paceWindowMs) / 1_000;
  let seen = req.socket.bytesRead;
  let paused = false;
  const onPause = (): void => {
    paused = true;
  };
  const pace = new Deadline(paceWindowMs, () => {
    if (req.complete) return;
    const arrived = req.socket.bytesRead - seen;
    if (!paused && req.readableFlowing === true && arrived < enough) return giveUp();
    seen = req.socket.bytesRead;
    paused = req.readableFlowing !== true;
    pace.set(paceWindowMs);
  });
  if (minBytesPerSecond === 0) pace.clear();
  else req.on('pause', onPause);
  // Not emitted for a body that was left when its connection closed.
  req.once('close', () => {
    deadline.clear();
    pace.clear();
  });
  return deadline;
}
