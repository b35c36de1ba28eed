import type { Em } from './sql.ts';

type AfterCommit = () => void;

/** Work that waits for the outermost transaction of an entity manager, by that entity manager. */
const waiting = new WeakMap<Em, AfterCommit[]>();

/**
 * Runs `work` in one transaction; inside another one, in a savepoint of it. What `work` throws rolls back.
 * A connection lost during `commit` throws too although the commit may have happened: only an idempotency key tells.
 */
export async function transact<T>(em: Em, work: (tx: Em) => Promise<T>): Promise<T> {
  const outer = waiting.get(em);
  const callbacks: AfterCommit[] = [];
  const result = await em.transactional(
    async (inner) => {
      const tx = inner as Em;
      waiting.set(tx, callbacks);
      return await work(tx);
    },
    { clear: false },
  );
  if (outer) outer.push(...callbacks);
  else for (const callback of callbacks) callback();
  return result;
}

/**
 * Registers what may start only once the outermost transaction is durable. It is not awaited and must not throw.
 * @throws Error when `tx` is not inside {@link transact}: the callback would never run
 */
export function afterCommit(tx: Em, callback: AfterCommit): void {
  const callbacks = waiting.get(tx);
  if (!callbacks) throw new Error('afterCommit needs a transaction opened by transact()');
  callbacks.push(callback);
}
