/**
 * What `work` gives, or what `late` gives once the deadline has passed. The work itself is not stopped: nothing can stop a
 * statement whose server no longer answers.
 */
export function withDeadline<T>(work: Promise<T>, deadlineMs: number, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late()), deadlineMs);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
