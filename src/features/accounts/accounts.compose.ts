import type { Config } from '../../platform/config.ts';
import type { Em } from '../../platform/db/sql.ts';
import type { Authenticate } from '../../platform/http/principal.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import type { FindImages } from '../../platform/media/image-view.ts';
import type { AccountMailer } from './account-mailer.ts';
import { createApiKeysService } from './api-keys/api-keys.service.ts';
import { DeviceTokens } from './credentials/device-tokens.ts';
import { Passwords } from './credentials/passwords.ts';
import { createSecurityNotices } from './credentials/security-notices.service.ts';
import { createErasureService } from './erasure/erasure.service.ts';
import { AccessTokens } from './sessions/access-tokens.ts';
import { createAuthenticate } from './sessions/authenticate.ts';
import { PrincipalCache } from './sessions/principal-cache.ts';
import { createSessionList } from './sessions/session-list.service.ts';
import { createSessionsService } from './sessions/sessions.service.ts';
import { createLoginService } from './sign-in/login.service.ts';
import { createPasswordResetService } from './sign-in/password-reset.service.ts';
import { createSignupService } from './sign-in/signup.service.ts';
import { createAdminsService } from './users/admins.service.ts';
import { createEmailVerificationService } from './users/email-verification.service.ts';
import { createPreferencesService } from './users/preferences.service.ts';
import { createUserPresenter } from './users/users.presenter.ts';
import { createUsersService } from './users/users.service.ts';

export interface AccountsDeps {
  config: Pick<Config, 'auth' | 'http'>;
  /** A new entity manager outside of any request, for `authenticate`. */
  createEm(): Em;
  mailer: AccountMailer;
  enqueue: Enqueue;
  /** Of avatars. */
  images: FindImages;
}

export type AccountServices = ReturnType<typeof createAccounts>;

/** All use cases of accounts over one cache: what one of them revokes, `authenticate` of this process refuses at once. */
export function createAccounts({ config: { auth, http }, createEm, mailer, enqueue, images }: AccountsDeps) {
  const passwords = new Passwords();
  const keys = auth.keys.map(({ d }) => d);
  const notices = createSecurityNotices(mailer);
  const tokens = new AccessTokens(auth);
  const cache = new PrincipalCache(createEm, auth.cacheTtlMs);
  const sessions = createSessionsService({
    tokens,
    cache,
    refreshTtlS: auth.refreshTokenTtlS,
    maxAgeS: auth.sessionMaxS,
    successorKeys: keys,
  });
  const verification = createEmailVerificationService({ mailer, notices });
  const authenticate: Authenticate = createAuthenticate(tokens, cache);
  return {
    authenticate,
    presenter: createUserPresenter(images),
    sessions,
    sessionList: createSessionList(sessions),
    verification,
    signup: createSignupService({ passwords, mailer, factor: http.rateLimitFactor }),
    login: createLoginService({ passwords, sessions, devices: new DeviceTokens(keys), notices }),
    passwordReset: createPasswordResetService({ passwords, sessions, mailer, notices }),
    users: createUsersService({ passwords, sessions, verification, notices }),
    erasure: createErasureService({
      passwords,
      sessions,
      mailer,
      enqueue,
      graceMs: auth.cacheTtlMs + http.answerTimeoutMs,
    }),
    admins: createAdminsService({ cache, sessions }),
    preferences: createPreferencesService(),
    apiKeys: createApiKeysService({ cache, passwords, notices }),
  };
}
