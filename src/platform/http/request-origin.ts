import { AsyncLocalStorage } from 'node:async_hooks';
import type { Principal } from './principal.ts';

/** Where what a handler does comes from. */
export interface RequestOrigin {
  /** Null on public routes. */
  readonly principal: Principal | null;
  readonly ip: string;
  readonly requestId: string;
}

const origins = new AsyncLocalStorage<RequestOrigin>();

/** Runs a handler so that what it calls can tell where the request came from. */
export function inRequest<T>(origin: RequestOrigin, handle: () => T): T {
  return origins.run(origin, handle);
}

/** The request under way; undefined in the worker and in loops. For records only: what someone may do is decided by arguments. */
export function requestOrigin(): RequestOrigin | undefined {
  return origins.getStore();
}
