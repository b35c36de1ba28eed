/** What other features may know of posts. Pure: constants and types only. */

export const SENTIMENTS = ['bullish', 'bearish', 'neutral'] as const;
export type Sentiment = (typeof SENTIMENTS)[number];

export const DIRECTIONS = ['up', 'down'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const CALL_STATUSES = ['open', 'resolved'] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

/** Symbols that a post can be about. */
export const MAX_TICKERS = 10;
