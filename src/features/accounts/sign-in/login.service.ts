import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { isProblem, type Problem, problem } from '../../../platform/http/problem.ts';
import { countDeed, recordDeed } from '../../audit/audit.service.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { findUserByEmail, type UserRow } from '../accounts.queries.ts';
import type { DeviceTokens } from '../credentials/device-tokens.ts';
import { checkLogIn } from '../credentials/password-check.service.ts';
import type { Passwords } from '../credentials/passwords.ts';
import type { SecurityNotices } from '../credentials/security-notices.service.ts';
import { normalizeEmail } from '../email-address.domain.ts';
import type { SessionsService, SessionTokens } from '../sessions/sessions.service.ts';

/** The same for an unknown address, a wrong password and a disabled account. */
const INVALID_CREDENTIALS = problem(401, 'invalid_credentials', 'The e-mail address or the password is wrong.');

export interface LoggedIn {
  tokens: SessionTokens;
  /** Of this device, for its next log-in. */
  deviceToken: string;
  user: UserRow;
}

export interface LoginDeps {
  passwords: Passwords;
  sessions: SessionsService;
  devices: DeviceTokens;
  notices: SecurityNotices;
}

export interface LogIn {
  email: string;
  password: string;
  /** Of an earlier log-in of this device. */
  deviceToken?: string | undefined;
  ip: string;
  userAgent: string | null;
}

export function createLoginService({ passwords, sessions, devices, notices }: LoginDeps) {
  return {
    /** 401 `invalid_credentials`, 429 `too_many_attempts`, 503 `busy`. */
    async logIn(em: Em, input: LogIn): Promise<LoggedIn | Problem> {
      const email = normalizeEmail(input.email);
      const user = await findUserByEmail(em, email);
      const passwordHash = user && user.disabled_at === null ? user.password_hash : null;
      const userId = user?.id ?? null;
      // Compared without an account too: the answer must take as long.
      const deviceId = devices.idOf(userId ?? '', input.deviceToken ?? '');
      const { right, locked } = await checkLogIn(em, passwords, {
        email,
        ip: input.ip,
        userId,
        passwordHash,
        password: input.password,
        deviceId,
      });
      if (locked) await notices.locked(em, user);
      if (isProblem(right)) return right;
      if (!right || !user) {
        // For an unknown address too: the answer must take as long.
        await countDeed(em, 'account.log_in_failed', user?.id ?? null);
        return INVALID_CREDENTIALS;
      }
      return await transact(em, async (tx) => {
        // Locked and compared: a password that was changed meanwhile must not open a session that its change would miss.
        const same = await row(
          tx,
          sql`select id from app_user where id = ${user.id} and password_hash = ${user.password_hash}
                and disabled_at is null and deleted_at is null for share`,
        );
        if (!same) return INVALID_CREDENTIALS;
        const tokens = await sessions.open(tx, user.id, input);
        await recordDeed(tx, 'account.logged_in', { targetId: user.id, actorId: user.id });
        await recordEvent(tx, { name: 'account.logged_in', userId: user.id });
        // Kept by a device that is known: its count of wrong passwords goes on.
        const deviceToken = deviceId === null ? devices.issue(user.id) : (input.deviceToken ?? '');
        return { tokens, deviceToken, user };
      });
    },

    /** Ends the session of the access token with which it was asked. */
    async logOut(em: Em, userId: string, sessionId: string): Promise<void> {
      await transact(em, async (tx) => {
        await sessions.revoke(tx, sessionId, 'logout');
        await recordEvent(tx, { name: 'account.logged_out', userId });
      });
    },
  };
}
