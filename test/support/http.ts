import type { Schemas } from '../../client/client.ts';

/** Requests to a running API, as a client would make them. */

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
  /** Milliseconds until the whole answer was there. */
  ms: number;
}

export interface AskOptions {
  token?: string | undefined;
  body?: unknown;
  /** Of a request that is to be done once. */
  key?: string | undefined;
  headers?: Record<string, string>;
}

/** @throws TypeError when there is no answer at all */
export async function ask(method: string, url: string, options: AskOptions = {}): Promise<Answer> {
  const begin = performance.now();
  const response = await fetch(url, {
    method,
    headers: {
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    ms: performance.now() - begin,
  };
}

/** Body of a request for a mail. */
export function welcomeTo(address: string): Extract<Schemas['SendEmail'], { template: 'welcome' }> {
  return {
    template: 'welcome',
    to: { address },
    data: { displayName: 'Ada', verifyUrl: 'http://127.0.0.1:3000/verify' },
  };
}
