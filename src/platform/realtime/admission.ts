export interface AdmissionLimits {
  maxSockets: number;
  maxPerUser: number;
  maxUnauthenticatedPerAddress: number;
}

/** Topics that all sockets of one user follow together, for each socket that they may have: a page in a tab follows a few. */
const TOPICS_PER_SOCKET = 15;

/** Counts sockets of this process, its users and addresses. Each `enter…` is answered by one `leave…`. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #addresses = new Map<string, number>();
  readonly #users = new Map<string, number>();
  readonly #topics = new Map<string, number>();
  #sockets = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  get sockets(): number {
    return this.#sockets;
  }

  /** A connection that asks to become a socket, before the handshake. @returns what there are too many of, or null */
  enter(address: string): 'process' | 'address' | null {
    if (this.#sockets >= this.#limits.maxSockets) return 'process';
    if ((this.#addresses.get(address) ?? 0) >= this.#limits.maxUnauthenticatedPerAddress) return 'address';
    this.#sockets += 1;
    add(this.#addresses, address);
    return null;
  }

  /** The socket has said whose it is, and is counted by that from now on. False when that person has too many. */
  identify(address: string, userId: string): boolean {
    const count = this.#users.get(userId) ?? 0;
    if (count >= this.#limits.maxPerUser) return false;
    add(this.#users, userId);
    subtract(this.#addresses, address);
    return true;
  }

  leave(address: string, userId: string | null): void {
    this.#sockets -= 1;
    if (userId === null) subtract(this.#addresses, address);
    else subtract(this.#users, userId);
  }

  /** One more topic of a user, over all their sockets. False when they follow too many. */
  follow(userId: string): boolean {
    if ((this.#topics.get(userId) ?? 0) >= this.#limits.maxPerUser * TOPICS_PER_SOCKET) return false;
    add(this.#topics, userId);
    return true;
  }

  unfollow(userId: string): void {
    subtract(this.#topics, userId);
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function subtract(counts: Map<string, number>, key: string): void {
  const count = (counts.get(key) ?? 0) - 1;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
