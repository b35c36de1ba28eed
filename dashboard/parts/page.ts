import type { Child } from './dom.ts';

/** Where the address points: `#/jobs/<id>?status=failed`. */
export interface Place {
  /** What follows the name of the page: `[<id>]`. */
  rest: readonly string[];
  params: URLSearchParams;
  /** Aborts when the user leaves the page. */
  signal: AbortSignal;
}

/** A page: what it shows at once; it fills itself in later and stops when the signal aborts. */
export interface Page {
  show(place: Place): Child;
}

/** Puts filters into the address, so that the view can be sent to a colleague. Empty values are left out. */
export function addressOf(page: string, params: Readonly<Record<string, string | null | undefined>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
  const text = query.toString();
  return `#/${page}${text === '' ? '' : `?${text}`}`;
}

const HOUR_MS = 3_600_000;

/** Start of a period that ends now, as requests name it. */
export const hoursAgo = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();

/** Repeats something until the signal aborts, each time that long after the last one ended; never while the page is hidden. */
export function every(milliseconds: number, work: () => Promise<void>, until: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = async () => {
    if (!document.hidden) await work();
    if (!until.aborted) timer = setTimeout(() => void again(), milliseconds);
  };
  // A timer that ran on would hold the page that was left.
  until.addEventListener('abort', () => clearTimeout(timer), { once: true });
  if (!until.aborted) void again();
}
