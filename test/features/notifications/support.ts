import { notificationsRoutes } from '../../../src/features/notifications/notifications.routes.ts';
import { createNotificationsService } from '../../../src/features/notifications/notifications.service.ts';
import { createHttpApp } from '../../../src/platform/http/http-app.ts';
import type { Authenticate } from '../../../src/platform/http/principal.ts';
import { createLogger } from '../../../src/platform/log/logger.ts';
import { ask } from '../../support/http.ts';
import { createNotificationsFixture, type NotificationsFixture } from '../../support/notifications.ts';

export interface Answer {
  status: number;
  /** Whatever came; tests look into it. */
  body: ReturnType<typeof JSON.parse>;
}

export interface NotificationsApi extends NotificationsFixture {
  /** @param options.user an id, `admin.<id>`, or `key` for an API key */
  call(method: string, path: string, options?: { user?: string; body?: unknown }): Promise<Answer>;
}

/** Tokens are ids of users. */
const authenticate: Authenticate = async (token) => {
  if (token === 'key') return { kind: 'api_key', userId: token, role: 'admin', keyId: 'k1', scopes: ['email:send'] };
  const [, admin, userId = ''] = /^(admin\.)?(.*)$/.exec(token) ?? [];
  return { kind: 'user', userId, role: admin === undefined ? 'user' : 'admin', sessionId: 's1' };
};

/** The routes of the feature on the real HTTP platform. */
export async function createNotificationsApi(): Promise<NotificationsApi> {
  const fixture = await createNotificationsFixture({ RATE_LIMIT_FACTOR: '100000' });
  const app = createHttpApp({
    config: fixture.config,
    orm: fixture.orm,
    routes: notificationsRoutes(createNotificationsService()),
    authenticate,
    logger: createLogger({ level: 'silent' }, { service: 'test' }),
    readiness: [],
  });
  const { url } = await app.listen();
  return {
    ...fixture,
    call: (method, path, { user, body } = {}) => ask(method, url + path, { token: user, body }),
    close: async () => {
      await app.close();
      await fixture.close();
    },
  };
}
