import { sql } from 'kysely';
import { entities } from '../../../src/composition/entities.ts';
import type { AccountMailer, MailRecipient } from '../../../src/features/accounts/account-mailer.ts';
import { type AccountServices, createAccounts } from '../../../src/features/accounts/accounts.compose.ts';
import { accountsRoutes } from '../../../src/features/accounts/accounts.routes.ts';
import { createFindImages } from '../../../src/features/files/attachments/images.reads.ts';
import { type Config, loadConfig } from '../../../src/platform/config.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { type Em, row, rows } from '../../../src/platform/db/sql.ts';
import { createHttpApp } from '../../../src/platform/http/http-app.ts';
import type { Role } from '../../../src/platform/http/principal.ts';
import { reply } from '../../../src/platform/http/reply.ts';
import { defineRoute, type Route } from '../../../src/platform/http/route.ts';
import { createEnqueue } from '../../../src/platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../../src/platform/jobs/launch.ts';
import { createLogger } from '../../../src/platform/log/logger.ts';
import { createDatabase, databaseVariables } from '../../support/database.ts';
import { type Answer, ask } from '../../support/http.ts';

export interface SentMail {
  kind: 'welcome' | 'emailVerification' | 'passwordReset' | 'accountExists' | 'accountDeleted';
  to: MailRecipient;
  token: string;
}

export interface SentNotice {
  to: MailRecipient;
  event: string;
}

export interface Person {
  id: string;
  email: string;
  password: string;
  accessToken: string;
  refreshToken: string;
}

export interface AccountsFixture {
  /** Where the API serves. */
  url: string;
  config: Config;
  orm: Orm;
  accounts: AccountServices;
  mails: SentMail[];
  notices: SentNotice[];
  logs: string[];
  em(): Em;
  call(
    method: string,
    path: string,
    options?: { token?: string; body?: unknown; key?: string; headers?: Record<string, string> },
  ): Promise<Answer>;
  /** Signs a person up and in, over HTTP. */
  person(role?: Role): Promise<Person>;
  logIn(email: string, password: string): Promise<Answer>;
  lastMail(email: string): SentMail;
  one<T>(query: ReturnType<typeof sql>): Promise<T>;
  all<T>(query: ReturnType<typeof sql>): Promise<T[]>;
  close(): Promise<void>;
}

export const PASSWORD = 'correct horse battery';
let people = 0;

/** A route for servers, to see what a key admits to. */
const scoped = defineRoute({
  method: 'get',
  path: '/api/test/scoped',
  operationId: 'testScoped',
  tags: ['test'],
  summary: 'Asks for the scope events:write',
  access: { scope: 'events:write' },
  limit: 'read',
  request: {},
  responses: { 204: { description: 'Admitted' } },
  handler: () => reply(204),
});

function recordingMailer(mails: SentMail[], notices: SentNotice[]): AccountMailer {
  return {
    welcome: async (_tx, to, { verifyToken }) => void mails.push({ kind: 'welcome', to, token: verifyToken }),
    emailVerification: async (_tx, to, { token }) => void mails.push({ kind: 'emailVerification', to, token }),
    passwordReset: async (_tx, to, { token }) => void mails.push({ kind: 'passwordReset', to, token }),
    accountExists: async (_tx, to, { resetToken }) => void mails.push({ kind: 'accountExists', to, token: resetToken }),
    securityNotice: async (_tx, to, { event }) => void notices.push({ to, event }),
    accountDeleted: async (_tx, to, { receiptToken }) =>
      void mails.push({ kind: 'accountDeleted', to, token: receiptToken }),
  };
}

/**
 * Accounts behind the real HTTP platform, on a database of their own; mails are caught where the feature hands them over.
 * @param ofOthers routes of other features that are served too
 */
export async function createAccountsFixture(
  variables: Record<string, string> = {},
  ofOthers: readonly Route[] = [],
): Promise<AccountsFixture> {
  const database = await createDatabase();
  const config = loadConfig({
    ...databaseVariables(database.url),
    PORT: '0',
    HTTP_CHECK_RESPONSES: 'true',
    RATE_LIMIT_FACTOR: '100000',
    LOG_LEVEL: 'trace',
    HTTP_ANSWER_TIMEOUT_MS: '60000', // a password takes long where other tests use the processor
    ...variables,
  });
  const orm = createOrm(config.db, entities);
  const mails: SentMail[] = [];
  const notices: SentNotice[] = [];
  const logs: string[] = [];
  const logger = createLogger(config.log, { service: 'test', destination: { write: (line) => void logs.push(line) } });
  const em = () => orm.em.fork();
  const accounts = createAccounts({
    config,
    createEm: em,
    mailer: recordingMailer(mails, notices),
    enqueue: createEnqueue(LEFT_TO_DISPATCHER),
    images: createFindImages(config),
  });
  const { authenticate } = accounts;
  const routes = [...accountsRoutes(accounts), scoped, ...ofOthers];
  const app = createHttpApp({ config, orm, routes, authenticate, logger, readiness: [] });
  const { url } = await app.listen();

  const fixture: AccountsFixture = {
    url,
    config,
    orm,
    accounts,
    mails,
    notices,
    logs,
    em,
    call: (method, path, options) => ask(method, url + path, options),
    async person(role = 'user') {
      people += 1;
      const email = `person${people}@example.test`;
      const signedUp = await fixture.call('POST', '/api/auth/signup', {
        body: { email, password: PASSWORD, displayName: `Person ${people}` },
      });
      if (signedUp.status !== 202) throw new Error(`sign-up answered ${JSON.stringify(signedUp.body)}`);
      const user = await row<{ id: string }>(
        em(),
        sql`update app_user set role = ${role} where email = ${email} returning id`,
      );
      const { body } = await fixture.logIn(email, PASSWORD);
      return { id: user?.id, email, password: PASSWORD, ...body } as unknown as Person;
    },
    logIn: (email, password) => fixture.call('POST', '/api/auth/login', { body: { email, password } }),
    lastMail(email) {
      const mail = mails.findLast(({ to }) => to.email === email);
      if (!mail) throw new Error(`no mail to ${email}`);
      return mail;
    },
    async one<T>(query: ReturnType<typeof sql>) {
      const found = await row<T>(em(), query);
      if (found === undefined) throw new Error('no row');
      return found;
    },
    all: <T>(query: ReturnType<typeof sql>) => rows<T>(em(), query),
    async close() {
      await app.close();
      await orm.close(true);
      await database.drop();
    },
  };
  return fixture;
}
