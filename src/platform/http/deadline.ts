/** A timer that can be set again while it runs. It keeps no process alive. */
export class Deadline {
  readonly #pass: () => void;
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(ms: number, pass: () => void) {
    this.#pass = pass;
    this.set(ms);
  }

  /** Sets it that many milliseconds from now, unless it was cleared. */
  set(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#over) return;
    this.#timer = setTimeout(this.#pass, ms).unref();
  }

  /** For good: what it was for is over. */
  clear(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }
}

/**
 * What `work` gives, or what `late` gives once the deadline has passed. The work itself is not stopped: nothing can stop a
 * statement whose server no longer answers. It may move its deadline.
 * @param drop lets go of what the work gives too late
 */
export function withDeadline<T>(
  deadlineMs: number,
  late: () => T,
  work: (deadline: Deadline) => Promise<T>,
  drop: (value: T) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false;
    const deadline = new Deadline(deadlineMs, () => {
      over = true;
      resolve(late());
    });
    work(deadline).then(
      (value) => {
        deadline.clear();
        if (over) drop(value);
        else resolve(value);
      },
      (error: unknown) => {
        deadline.clear();
        reject(error);
      },
    );
  });
}
