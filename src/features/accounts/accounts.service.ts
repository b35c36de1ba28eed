import type { Config } from '../../platform/config.ts';
import type { Em } from '../../platform/db/sql.ts';
import type { Authenticate } from '../../platform/http/principal.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import { AccessTokens } from './access-tokens.ts';
import type { AccountMailer } from './account-mailer.service.ts';
import { createAdminsService } from './admins.service.ts';
import { createApiKeysService } from './api-keys.service.ts';
import { createAuthenticate } from './authenticate.ts';
import { createEmailVerificationService } from './email-verification.service.ts';
import { createErasureService } from './erasure.service.ts';
import { createLoginService } from './login.service.ts';
import { createPasswordResetService } from './password-reset.service.ts';
import { Passwords } from './passwords.ts';
import { createPreferencesService } from './preferences.service.ts';
import { PrincipalCache } from './principal-cache.ts';
import { createSessionsService } from './sessions.service.ts';
import { createSignupService } from './signup.service.ts';
import { createUsersService } from './users.service.ts';

export interface AccountsDeps {
  config: Pick<Config, 'auth' | 'http'>;
  /** A new entity manager outside of any request, for `authenticate`. */
  createEm(): Em;
  mailer: AccountMailer;
  enqueue: Enqueue;
}

export type AccountServices = ReturnType<typeof createAccounts>;

/** All use cases of accounts over one cache: what one of them revokes, `authenticate` of this process refuses at once. */
export function createAccounts({ config: { auth, http }, createEm, mailer, enqueue }: AccountsDeps) {
  const passwords = new Passwords();
  const tokens = new AccessTokens(auth);
  const cache = new PrincipalCache(createEm, auth.cacheTtlMs);
  const sessions = createSessionsService({ tokens, cache, refreshTtlS: auth.refreshTokenTtlS });
  const verification = createEmailVerificationService({ mailer });
  const authenticate: Authenticate = createAuthenticate(tokens, cache);
  return {
    authenticate,
    sessions,
    verification,
    signup: createSignupService({ passwords, mailer }),
    login: createLoginService({ passwords, sessions }),
    passwordReset: createPasswordResetService({ passwords, sessions, mailer }),
    users: createUsersService({ passwords, sessions, verification }),
    erasure: createErasureService({
      passwords,
      sessions,
      mailer,
      enqueue,
      graceMs: auth.cacheTtlMs + http.answerTimeoutMs,
    }),
    admins: createAdminsService({ cache, sessions }),
    preferences: createPreferencesService(),
    apiKeys: createApiKeysService({ cache }),
  };
}
