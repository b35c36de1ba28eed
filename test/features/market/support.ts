import { alertsRoutes } from '../../../src/features/market/alerts/alerts.routes.ts';
import { watchlistsRoutes } from '../../../src/features/market/watchlists/watchlists.routes.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { createHttpApp } from '../../../src/platform/http/http-app.ts';
import type { Authenticate, Principal } from '../../../src/platform/http/principal.ts';
import { problem } from '../../../src/platform/http/problem.ts';
import { createLogger } from '../../../src/platform/log/logger.ts';
import { ask } from '../../support/http.ts';
import { createMarketFixture, type MarketFixture } from '../../support/market.ts';

/** Tokens are names; everything else is forged. `ann` and `bob` are users. */
export const PEOPLE = { ann: newId(), bob: newId(), moderator: newId(), admin: newId() } as const;
export type Name = keyof typeof PEOPLE;

const roleOf = (name: Name) => (name === 'ann' || name === 'bob' ? 'user' : name);

const authenticate: Authenticate = async (token): Promise<Principal | ReturnType<typeof problem>> => {
  if (token === 'key')
    return { kind: 'api_key', userId: PEOPLE.ann, role: 'user', keyId: 'k', scopes: ['events:write'] };
  if (!Object.hasOwn(PEOPLE, token)) return problem(401, 'invalid_token', 'The token is not valid.');
  const name = token as Name;
  return { kind: 'user', userId: PEOPLE[name], role: roleOf(name), sessionId: name };
};

export interface Answer {
  status: number;
  headers: Headers;
  /** Whatever came; tests look into it. */
  json: ReturnType<typeof JSON.parse>;
}

export interface MarketApi extends MarketFixture {
  /** @param who a token; null for none */
  call(who: string | null, method: string, path: string, body?: unknown, key?: string): Promise<Answer>;
}

export const routes = [...watchlistsRoutes(), ...alertsRoutes()];

/** The routes of watchlists and alerts on the real HTTP platform, over a database of their own. */
export async function createMarketApi(): Promise<MarketApi> {
  const fixture = await createMarketFixture();
  const config = loadConfig({
    DATABASE_URL: fixture.databaseUrl,
    PORT: '0',
    HTTP_CHECK_RESPONSES: 'true',
    RATE_LIMIT_FACTOR: '100000',
  });
  const logger = createLogger({ level: 'silent' }, { service: 'test' });
  const app = createHttpApp({ config, orm: fixture.orm, routes, authenticate, logger, readiness: [] });
  const { url } = await app.listen();
  return {
    ...fixture,
    call: async (who, method, path, body, key) => {
      const answer = await ask(method, url + path, { token: who ?? undefined, body, key });
      return { status: answer.status, headers: answer.headers, json: answer.body };
    },
    close: async () => {
      await app.close();
      await fixture.close();
    },
  };
}
