import type { CompiledQuery, QueryResult } from 'kysely';
import type { Em } from '../../src/platform/db/sql.ts';

type Execute = (query: CompiledQuery) => Promise<QueryResult<unknown>>;

/** The same object, but for one of its methods. */
function replacing<T extends object, Key extends keyof T>(target: T, method: Key, replacement: T[Key]): T {
  return new Proxy(target, {
    get(_target, key) {
      if (key === method) return replacement;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** An entity manager whose statements pass through a function, which may count, change or answer them. */
export function through(em: Em, pass: (query: CompiledQuery, execute: Execute) => ReturnType<Execute>): Em {
  const kysely = em.getKysely();
  const executor = kysely.getExecutor();
  const execute: Execute = (query) => executor.executeQuery(query);
  const passing = replacing(executor, 'executeQuery', ((query: CompiledQuery) =>
    pass(query, execute)) as typeof executor.executeQuery);
  const watched = replacing(kysely, 'getExecutor', () => passing);
  return replacing(em, 'getKysely', (() => watched) as Em['getKysely']);
}
