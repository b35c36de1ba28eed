/** What other features may know of posts. Pure: constants and types only. */

export const SENTIMENTS = ['bullish', 'bearish', 'neutral'] as const;
export type Sentiment = (typeof SENTIMENTS)[number];

/** Symbols that a post can be about. */
export const MAX_TICKERS = 10;
