import type { Em } from '../db/sql.ts';

/** What a feature registers with the deletion of accounts. */
export interface EraseStep {
  /** Stable name of what is erased, `community.posts` for example: a line of the receipt. */
  name: string;
  /**
   * Removes or anonymises at most `limit` things of the person, in the transaction of `tx`, together with whatever counts
   * them. May be called again at any time, also after a crash.
   * @returns how many things it touched; 0 when nothing of the person is left
   */
  erase(tx: Em, userId: string, limit: number): Promise<number>;
  /**
   * Only for what cannot be erased while it is under way, a mail that is being sent: whether something of the person is left.
   * The deletion then comes back later and is not complete before.
   */
  waits?(tx: Em, userId: string): Promise<boolean>;
}
