/** What publishers and listeners of realtime events agree on. Pure: types and constants only. */

/** Postgres' notification channel that all API processes listen on. */
export const CHANNEL = 'realtime';

/** A notification's payload is limited to 8,000 bytes by Postgres; the rest is for the part's own head. */
export const PART_BYTES = 7_800;

/** One message between processes. On the wire: `<id> <part>/<parts> <text>`, the texts of all parts joined being JSON. */
export type Envelope =
  | { kind: 'event'; topic: string; type: string; data: Readonly<Record<string, unknown>> }
  | { kind: 'revoke'; topic: string; userId: string };
