import { sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { limitedAddress } from '../../../platform/http/client-address.ts';
import { isProblem, type Problem } from '../../../platform/http/problem.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { type AccountMailer, type AccountOwner, ownerOf } from '../account-mailer.ts';
import { lockAddress } from '../credentials/address-lock.ts';
import { callerProblem, mayMailStranger } from '../credentials/mail-budget.service.ts';
import { issueToken } from '../credentials/one-time-tokens.service.ts';
import { type Passwords, passwordProblem } from '../credentials/passwords.ts';
import { normalizeEmail } from '../email-address.domain.ts';
import { indexNames } from '../people/name-index.service.ts';

export interface SignUp {
  email: string;
  password: string;
  displayName: string;
}

interface Holder extends AccountOwner {
  /** Signed up a moment ago and not verified yet: most likely this is the same form sent twice. */
  fresh: boolean;
}

export interface SignupDeps {
  passwords: Passwords;
  mailer: AccountMailer;
  /** Of the rate limits. */
  factor: number;
}

export function createSignupService({ passwords, mailer, factor }: SignupDeps) {
  /** Tells the owner of the address rather than the one who asked. */
  async function remind(tx: Em, email: string): Promise<void> {
    const holder = await row<Holder>(
      tx,
      sql`select id, email, display_name, email_verified_at,
            email_verified_at is null and created_at > now() - interval '10 minutes' as fresh
          from app_user where email = ${email} and disabled_at is null and deleted_at is null`,
    );
    if (!holder || holder.fresh) return;
    if (!(await mayMailStranger(tx, email))) return;
    const resetToken = await issueToken(tx, holder.id, 'reset_password', email);
    await mailer.accountExists(tx, ownerOf(holder), { resetToken });
  }

  return {
    /**
     * Makes an account and mails its owner. An address that has one already gets another mail and the same answer after
     * the same work, so that no one learns who is here.
     */
    async signUp(em: Em, input: SignUp, ip: string): Promise<Problem | null> {
      const email = normalizeEmail(input.email);
      const weak = passwordProblem(input.password, email, 'body.password');
      if (weak) return weak;
      const hash = await passwords.hash(input.password);
      if (isProblem(hash)) return hash;
      return await transact(em, async (tx) => {
        const refused = await callerProblem(tx, limitedAddress(ip), factor);
        if (refused) return refused;
        await lockAddress(tx, email);
        const user = await row<{ id: string }>(
          tx,
          sql`insert into app_user (email, display_name, password_hash) values (${email}, ${input.displayName}, ${hash})
              on conflict (email) do nothing returning id`,
        );
        if (!user) {
          await remind(tx, email);
          return null;
        }
        await indexNames(tx, [{ id: user.id, name: input.displayName }]);
        // Without the mail the account is there all the same: its owner asks for another one.
        if (await mayMailStranger(tx, email)) {
          const verifyToken = await issueToken(tx, user.id, 'verify_email', email);
          await mailer.welcome(tx, { id: user.id, email, displayName: input.displayName }, { verifyToken });
        }
        await recordEvent(tx, { name: 'account.signed_up', userId: user.id });
        return null;
      });
    },
  };
}
