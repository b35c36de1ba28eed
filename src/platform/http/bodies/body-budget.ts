import { problem } from '../problem.ts';

/** Share of the budget that callers without a valid token hold together at most: an eighth of it for each address. */
const STRANGERS_SHARE = 1 / 2;
const ADDRESS_SHARE = 1 / 8;

export const TOO_MANY_BODIES = problem(503, 'too_many_bodies', 'Too many bodies are on their way. Try again soon.', {
  headers: { 'Retry-After': '2' },
});

/** What one request holds of the budget. */
export interface BodyShare {
  /** @returns false where there is no room for so many bytes more */
  take(bytes: number): boolean;
  /** Gives everything back: the request is answered. */
  release(): void;
}

/**
 * Bytes of bodies that this process holds while their requests last. Callers without a valid token share half of it, and one
 * address an eighth, so that strangers shut neither the users nor each other out.
 */
export class BodyBudget {
  readonly #limit: number;
  readonly #byAddress = new Map<string, number>();
  #held = 0;
  #heldByStrangers = 0;

  /** @param limit bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get held(): number {
    return this.#held;
  }

  /** @param stranger address of a caller without a valid token; null for others */
  share(stranger: string | null): BodyShare {
    let taken = 0;
    return {
      take: (bytes) => {
        if (!this.#fits(stranger, bytes)) return false;
        taken += bytes;
        this.#add(stranger, bytes);
        return true;
      },
      release: () => {
        if (taken > 0) this.#add(stranger, -taken);
        taken = 0;
      },
    };
  }

  #fits(stranger: string | null, bytes: number): boolean {
    if (this.#held + bytes > this.#limit) return false;
    if (stranger === null) return true;
    const ofAddress = this.#byAddress.get(stranger) ?? 0;
    return (
      this.#heldByStrangers + bytes <= this.#limit * STRANGERS_SHARE && ofAddress + bytes <= this.#limit * ADDRESS_SHARE
    );
  }

  #add(stranger: string | null, bytes: number): void {
    this.#held += bytes;
    if (stranger === null) return;
    this.#heldByStrangers += bytes;
    const ofAddress = (this.#byAddress.get(stranger) ?? 0) + bytes;
    if (ofAddress > 0) this.#byAddress.set(stranger, ofAddress);
    else this.#byAddress.delete(stranger);
  }
}
