import { type Storage, StorageUnavailable } from '../storage/storage.ts';
import { inClientSpan } from '../telemetry/client-span.ts';
import type { MetricsRegistry } from './registry.ts';

/** Calls whose duration is the store's own; that of a `put` is the client's, and of a `get` ends with its first byte. */
const CALLS = [
  'put',
  'putFile',
  'get',
  'getFile',
  'head',
  'list',
  'delete',
  'deleteMany',
  'move',
  'listIncomplete',
  'abortIncomplete',
  'probe',
] as const;
type Call = (typeof CALLS)[number];

/** A storage that counts calls and how they end. Each is a span of the work that makes it. */
export function observedStorage(storage: Storage, registry: MetricsRegistry): Storage {
  const calls = registry.counter('vibe_storage_calls_total', 'Calls of the storage by outcome', ['call', 'outcome']);
  const durations = registry.durations('vibe_storage_duration_seconds', 'Duration of a call of the storage', ['call']);
  const observed = (call: Call) => {
    const original = storage[call].bind(storage) as (...given: unknown[]) => Promise<unknown>;
    return async (...given: unknown[]) => {
      const startedAt = performance.now();
      let outcome = 'ok';
      try {
        return await inClientSpan(`storage ${call}`, {}, () => original(...given));
      } catch (error) {
        outcome = error instanceof StorageUnavailable ? 'unavailable' : 'failed';
        throw error;
      } finally {
        durations.record(performance.now() - startedAt, call);
        calls.add(1, call, outcome);
      }
    };
  };
  const wrapped = Object.fromEntries(CALLS.map((call) => [call, observed(call)])) as unknown as Pick<Storage, Call>;
  return { ...wrapped, close: () => storage.close() };
}
