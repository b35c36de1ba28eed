export interface AdmissionLimits {
  maxSockets: number;
  maxPerUser: number;
  maxUnauthenticatedPerAddress: number;
}

/**
 * Refused sockets that may be on their way out at once: they are told why by a close frame, which takes a moment. What comes
 * on top of them is refused before it becomes a socket.
 */
const MAX_REFUSED = 200;

/** Counts sockets of this process, its users and addresses. Each `enter…` is answered by one `leave…`. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #addresses = new Map<string, number>();
  readonly #users = new Map<string, number>();
  #sockets = 0;
  #refused = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  /** Whether a further socket could not even be told that there are too many. */
  get isCrowded(): boolean {
    return this.#refused >= MAX_REFUSED;
  }

  get sockets(): number {
    return this.#sockets;
  }

  /** A socket that has not said who it is. False when there are too many of its address, or at all. */
  enter(address: string): boolean {
    const count = this.#addresses.get(address) ?? 0;
    if (this.#sockets >= this.#limits.maxSockets || count >= this.#limits.maxUnauthenticatedPerAddress) return false;
    this.#sockets += 1;
    this.#addresses.set(address, count + 1);
    return true;
  }

  /** The socket has said whose it is, and is counted by that from now on. False when that person has too many. */
  identify(address: string, userId: string): boolean {
    const count = this.#users.get(userId) ?? 0;
    if (count >= this.#limits.maxPerUser) return false;
    this.#users.set(userId, count + 1);
    subtract(this.#addresses, address);
    return true;
  }

  leave(address: string, userId: string | null): void {
    this.#sockets -= 1;
    if (userId === null) subtract(this.#addresses, address);
    else subtract(this.#users, userId);
  }

  refuse(): void {
    this.#refused += 1;
  }

  leaveRefused(): void {
    this.#refused -= 1;
  }
}

function subtract(counts: Map<string, number>, key: string): void {
  const count = (counts.get(key) ?? 0) - 1;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
