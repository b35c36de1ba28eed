import { setTimeout as sleep } from 'node:timers/promises';
import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { requestOrigin } from '../../../platform/http/request-origin.ts';
import type { AccountMailer } from '../account-mailer.ts';
import type { SecurityEvent } from '../accounts.contract.ts';
import { attemptKey, reserveAttempt } from './attempts.service.ts';
import { NOTICE_LOCKOUT } from './lockout.domain.ts';

interface Owner {
  id: string;
  email: string;
  display_name: string;
}

/** More than the work for an account takes, so that the time tells nothing. */
const ANSWER_AFTER_MS = 60;

export type SecurityNotices = ReturnType<typeof createSecurityNotices>;

/** Mails to an owner about what was done to their account, so that a thief cannot do it in silence. In the transaction of the deed. */
export function createSecurityNotices(mailer: AccountMailer) {
  async function tell(tx: Em, owner: Owner, event: SecurityEvent): Promise<void> {
    const to = { id: owner.id, email: owner.email, displayName: owner.display_name };
    const from = requestOrigin()?.ip;
    await mailer.securityNotice(tx, to, from === undefined ? { event } : { event, from });
  }

  return {
    apiKeyCreated: (tx: Em, owner: Owner) => tell(tx, owner, 'api_key_created'),
    passwordChanged: (tx: Em, owner: Owner) => tell(tx, owner, 'password_changed'),
    /** To the address that the account had. */
    addressChanged: (tx: Em, former: Owner) => tell(tx, former, 'address_changed'),

    /** The log-in of an account is locked; told once a day. Takes as long where there is no account. */
    async locked(em: Em, owner: (Owner & { disabled_at: Date | null }) | undefined): Promise<void> {
      const mail = async () => {
        if (!owner || owner.disabled_at !== null) return;
        await transact(em, async (tx) => {
          const told = await reserveAttempt(tx, attemptKey('locked', owner.email), NOTICE_LOCKOUT);
          if (told === 0) await tell(tx, owner, 'log_in_locked');
        });
      };
      await Promise.all([mail(), sleep(ANSWER_AFTER_MS)]);
    },
  };
}
