import { emailRoutes } from '../../../src/features/email/email.routes.ts';
import { createEmailService } from '../../../src/features/email/email.service.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { createHttpApp } from '../../../src/platform/http/http-app.ts';
import type { Authenticate, Principal } from '../../../src/platform/http/principal.ts';
import { problem } from '../../../src/platform/http/problem.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import { createJobPresenter } from '../../../src/platform/jobs/job-view.ts';
import { createLogger } from '../../../src/platform/log/logger.ts';
import { createEmailFixture, type EmailFixture } from '../../support/email.ts';

export const USER_ID = '01980000-0000-7000-8000-000000000001';
const MODERATOR_ID = '01980000-0000-7000-8000-000000000002';
export const ADMIN_ID = '01980000-0000-7000-8000-000000000003';

const PRINCIPALS: Record<string, Principal> = {
  admin: { kind: 'user', userId: ADMIN_ID, role: 'admin', sessionId: 's3' },
  user: { kind: 'user', userId: USER_ID, role: 'user', sessionId: 's1' },
  moderator: { kind: 'user', userId: MODERATOR_ID, role: 'moderator', sessionId: 's2' },
  'key-send': { kind: 'api_key', userId: USER_ID, role: 'user', keyId: 'k1', scopes: ['email:send'] },
  'key-events': { kind: 'api_key', userId: USER_ID, role: 'admin', keyId: 'k2', scopes: ['events:write'] },
};

/** Tokens are names; everything else is forged. */
const authenticate: Authenticate = async (token) =>
  PRINCIPALS[token] ?? problem(401, 'invalid_token', 'The token is not valid.');

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Whatever came; tests look into it. */
  json: ReturnType<typeof JSON.parse>;
}

export interface EmailApi extends EmailFixture {
  url: string;
  call(method: string, path: string, options?: { token?: string; body?: unknown; key?: string }): Promise<Answer>;
}

/** The routes of the feature on the real HTTP platform, over the fixture's database. */
export async function createEmailApi(): Promise<EmailApi> {
  const fixture = await createEmailFixture();
  const config = {
    ...fixture.config,
    http: { ...loadConfig({}).http, port: 0, checkResponses: true },
  };
  const email = createEmailService({
    config,
    enqueue: createEnqueue({ offer: (job) => fixture.offered.push(job), maxWaitMs: 0 }),
    findRecipient: async (_em, userId) =>
      userId === USER_ID ? { email: 'zoe@b.test', displayName: 'Zoë Müller' } : null,
  });
  const app = createHttpApp({
    config,
    orm: fixture.orm,
    routes: emailRoutes({ config, email, presentJob: createJobPresenter(config.temporal) }),
    authenticate,
    logger: createLogger({ level: 'silent' }, { service: 'test' }),
    readiness: [],
  });
  const { url } = await app.listen();
  return {
    ...fixture,
    url,
    call: async (method, path, options = {}) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${options.token ?? 'admin'}`,
          ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
        },
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
    },
    close: async () => {
      await app.close();
      await fixture.close();
    },
  };
}
