/** What other features may know of calls. Pure: constants and types only. */

export const DIRECTIONS = ['up', 'down'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const CALL_STATUSES = ['open', 'resolved'] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];
