import type { RawBuilder } from 'kysely';
import type { Em } from '../../../src/platform/db/sql.ts';
import { rows } from '../../../src/platform/db/sql.ts';
import type { Role } from '../../../src/platform/http/principal.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from '../../support/composed-api.ts';
import { createDatabase } from '../../support/database.ts';
import { type Answer, ask } from '../../support/http.ts';

/** The composed API over a database of its own, with people and their keys. */
export interface AnalyticsFixture {
  url: string;
  databaseUrl: string;
  api: ComposedApi;
  em(): Em;
  person(role?: Role): Promise<ComposedPerson>;
  key(owner: ComposedPerson, ...scopes: string[]): Promise<string>;
  send(token: string | undefined, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(token: string | undefined, path: string): Promise<Answer>;
  all<T>(query: RawBuilder<unknown>): Promise<T[]>;
  close(): Promise<void>;
}

let people = 0;

export async function createAnalyticsFixture(env: Record<string, string> = {}): Promise<AnalyticsFixture> {
  const database = await createDatabase();
  const api = composedApi(database.url, env);
  const { url } = await api.app.listen();
  return {
    url,
    databaseUrl: database.url,
    api,
    em: () => api.em(),
    person: (role = 'user') => personOf(api.em(), url, `analyst${++people}`, role),
    key: async (owner, ...scopes) => {
      const made = await ask('POST', `${url}/api/users/${owner.id}/api-keys`, {
        token: owner.token,
        body: { name: 'a server', scopes },
      });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return String(made.body.key);
    },
    send: (token, body, headers = {}) => ask('POST', `${url}/api/analytics/events`, { token, body, headers }),
    get: (token, path) => ask('GET', `${url}${path}`, { token }),
    all: (query) => rows(api.em(), query),
    close: async () => {
      await api.close();
      await database.drop();
    },
  };
}
