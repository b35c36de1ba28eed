import type { Server } from 'node:http';

/** Counts the requests whose handlers run; a drain waits for them, also where the client has left. */
export class InFlight {
  #count = 0;
  #idle: (() => void) | null = null;

  enter(): void {
    this.#count += 1;
  }

  leave(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#idle?.();
  }

  /** Resolves when none is left. */
  async idle(): Promise<void> {
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
  }
}

const IDLE_SWEEP_MS = 50;

/**
 * Stops a server without dropping what it has accepted: no new connections, idle ones are closed, requests in flight are answered
 * (with `Connection: close`, by the application). What is not done by the deadline is cut off.
 */
export async function drain(server: Server, inFlight: InFlight, deadlineMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection whose answer went out without `Connection: close` just before becomes idle a moment later.
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      server.closeAllConnections();
      resolve();
    }, deadlineMs);
  });
  await Promise.race([Promise.all([closed, inFlight.idle()]), late]);
  clearTimeout(timer);
  clearInterval(sweep);
}
