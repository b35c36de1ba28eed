import type { ComposedMail } from '../../../../platform/mail/mail-transport.ts';

/** A mail that is claimed and composed. */
export interface Outgoing {
  id: string;
  /** The coming one included. */
  attempts: number;
  mail: ComposedMail;
  /** By `performance.now()`: from then on another attempt may send it. */
  leaseEnds: number;
  /** Where the pass has to go on from to claim it again. */
  after: string | null;
}

/** Between what composes mails and what sends them; holds a page at most, and one more that waits for room. */
export class SendQueue {
  readonly #lowWater: number;
  #mails: Outgoing[] = [];
  #next = 0;
  #closed = false;
  #takers: ((mail: Outgoing | null) => void)[] = [];
  #whenRoom: (() => void) | null = null;

  /** @param lowWater how many mails are left when the next page is wanted */
  constructor(lowWater: number) {
    this.#lowWater = lowWater;
  }

  get #length(): number {
    return this.#mails.length - this.#next;
  }

  /** Waits until the page before is nearly sent. */
  async room(): Promise<void> {
    if (this.#closed || this.#length <= this.#lowWater) return;
    await new Promise<void>((resolve) => {
      this.#whenRoom = resolve;
    });
  }

  push(mails: readonly Outgoing[]): void {
    this.#mails = [...this.#mails.slice(this.#next), ...mails];
    this.#next = 0;
    while (this.#takers.length > 0 && this.#length > 0) this.#takers.shift()?.(this.#shift());
  }

  /** The next mail; null when there will be none any more. */
  async take(): Promise<Outgoing | null> {
    if (this.#length > 0) return this.#shift();
    if (this.#closed) return null;
    return await new Promise((resolve) => {
      this.#takers.push(resolve);
    });
  }

  /** Lets what is in it be taken, and ends those who wait for more. */
  close(): void {
    this.#closed = true;
    this.#letIn();
    for (const taker of this.#takers.splice(0)) taker(null);
  }

  /** Closes it and takes out all that is left. */
  drain(): Outgoing[] {
    const left = this.#mails.slice(this.#next);
    this.#mails = [];
    this.#next = 0;
    this.close();
    return left;
  }

  #shift(): Outgoing | null {
    const mail = this.#mails[this.#next] ?? null;
    this.#next += 1;
    if (this.#length <= this.#lowWater) this.#letIn();
    return mail;
  }

  #letIn(): void {
    this.#whenRoom?.();
    this.#whenRoom = null;
  }
}
