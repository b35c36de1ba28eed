import { setTimeout as sleep } from 'node:timers/promises';
import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { requestOrigin } from '../../../platform/http/request-origin.ts';
import { type AccountMailer, type AccountOwner, ownerOf, type SecurityNotice } from '../account-mailer.ts';
import { attemptKey, reserveAttempt } from './attempts.service.ts';
import { NOTICE_LOCKOUT } from './lockout.domain.ts';

/** More than the work for an account takes, so that the time tells nothing. */
const ANSWER_AFTER_MS = 60;

export type SecurityNotices = ReturnType<typeof createSecurityNotices>;

/**
 * Mails to an owner about what was done to their account, so that a thief cannot do it in silence. In the transaction of the deed.
 * An unverified address gets none: it may be a stranger's, whom the holder of the account could mail as often as they like.
 */
export function createSecurityNotices(mailer: AccountMailer) {
  async function tell(tx: Em, owner: AccountOwner, what: Pick<SecurityNotice, 'event' | 'key'>): Promise<void> {
    if (owner.email_verified_at === null) return;
    const from = requestOrigin()?.ip;
    const where = from === undefined ? {} : { from };
    await mailer.securityNotice(tx, ownerOf(owner), { ...what, at: new Date().toISOString(), ...where });
  }

  return {
    apiKeyCreated: (tx: Em, owner: AccountOwner, key: string) => tell(tx, owner, { event: 'api_key_created', key }),
    passwordChanged: (tx: Em, owner: AccountOwner) => tell(tx, owner, { event: 'password_changed' }),
    /** To the address that the account had. */
    addressChanged: (tx: Em, former: AccountOwner) => tell(tx, former, { event: 'address_changed' }),

    /** The log-in of an account is locked; told once a day. Takes as long where there is no account. */
    async locked(em: Em, owner: (AccountOwner & { disabled_at: Date | null }) | undefined): Promise<void> {
      const mail = async () => {
        if (!owner || owner.disabled_at !== null) return;
        await transact(em, async (tx) => {
          const told = await reserveAttempt(tx, attemptKey('locked', owner.email), NOTICE_LOCKOUT);
          if (told === 0) await tell(tx, owner, { event: 'log_in_locked' });
        });
      };
      await Promise.all([mail(), sleep(ANSWER_AFTER_MS)]);
    },
  };
}
