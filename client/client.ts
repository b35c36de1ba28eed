import createFetchClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './generated/api.ts';

export type ApiClient = Client<paths>;
/** Shapes that the API names, for example `Schemas['Problem']`. */
export type Schemas = components['schemas'];

export interface ApiClientOptions {
  /** Where the API serves: `http://127.0.0.1:3000`. */
  baseUrl: string;
  /** Gives the access token or API key of each request; null sends none. */
  token?: () => string | null | Promise<string | null>;
  /** For example one with retries; the global one by default. */
  fetch?: typeof globalThis.fetch;
}

/**
 * The API as typed calls: `await api.GET('/api/jobs/{jobId}', { params: { path: { jobId } } })` gives `{ data }` or `{ error }`,
 * the error being a problem document. Throws only when no answer came.
 */
export function createApiClient({ baseUrl, token, fetch }: ApiClientOptions): ApiClient {
  const client = createFetchClient<paths>({ baseUrl, ...(fetch ? { fetch } : {}) });
  if (token) {
    client.use({
      async onRequest({ request }) {
        const value = await token();
        if (value !== null) request.headers.set('Authorization', `Bearer ${value}`);
        return request;
      },
    });
  }
  return client;
}
