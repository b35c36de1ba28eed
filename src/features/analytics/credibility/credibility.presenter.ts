import type { LeaderRow } from './credibility.service.ts';

/** Shapes an entry of the list of the most credible users for the API. */
export function presentLeader({ user_id: userId, display_name: displayName, computed_at, figures }: LeaderRow) {
  return { userId, displayName, asOf: computed_at.toISOString(), credibility: figures };
}
