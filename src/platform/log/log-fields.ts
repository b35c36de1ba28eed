import { AsyncLocalStorage } from 'node:async_hooks';

/** Which request, job and run a log line belongs to; undefined fields are left out. */
export interface LogFields {
  request_id?: string;
  job_id?: string;
  workflow_id?: string;
  [field: string]: string | number | undefined;
}

const storage = new AsyncLocalStorage<LogFields>();

/** Every line logged by `fn`, and by whatever it awaits, carries `fields` besides those of the calls around it. */
export function withLogFields<T>(fields: LogFields, fn: () => T): T {
  const outer = storage.getStore();
  return storage.run(outer === undefined ? fields : { ...outer, ...fields }, fn);
}

export function currentLogFields(): LogFields | undefined {
  return storage.getStore();
}
