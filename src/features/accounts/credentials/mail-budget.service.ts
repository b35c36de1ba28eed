import { type Em } from '../../../platform/db/sql.ts';
import { limitedAddress } from '../../../platform/http/client-address.ts';
import { type Problem } from '../../../platform/http/problem.ts';
import { attemptKey, reserveAttempt } from './attempts.service.ts';
import { CALLER_LOCKOUT, MAIL_LOCKOUT, RESET_LOCKOUT } from './lockout.domain.ts';
import { isKnownNetwork, tooManyAttempts } from './password-check.service.ts';

/**
 * Whether one more reset may be mailed. Each network has a budget of its own for an address, and all together another one, which
 * does not hold up the networks from which the owner has logged in: a reset is not dropped because others asked for it.
 */
export async function mayMailReset(
  tx: Em,
  { email, ip, userId }: { email: string; ip: string; userId: string | null },
): Promise<boolean> {
  const network = limitedAddress(ip);
  if ((await reserveAttempt(tx, attemptKey('mail', email, network), MAIL_LOCKOUT)) > 0) return false;
  if (await isKnownNetwork(tx, userId, network)) return true;
  return (await reserveAttempt(tx, attemptKey('reset', email), RESET_LOCKOUT)) === 0;
}

/**
 * Whether one more mail may go to an unverified address, whatever route causes it. An address gets few such mails, from all callers
 * together.
 * @param email normalised
 */
export async function mayMailStranger(tx: Em, email: string): Promise<boolean> {
  return (await reserveAttempt(tx, attemptKey('mail', email), MAIL_LOCKOUT)) === 0;
}

/** A table of waits is as long as its threshold. */
const MAX_FACTOR = 100;

/**
 * 429 when a caller has caused too many mails to addresses that are not proven, by any route.
 * @param caller id of the user, or network address of a stranger
 * @param factor of the rate limits, for networks that many people share
 */
export async function callerProblem(em: Em, caller: string, factor = 1): Promise<Problem | null> {
  const threshold = Math.max(1, Math.floor(CALLER_LOCKOUT.threshold * Math.min(factor, MAX_FACTOR)));
  const wait = await reserveAttempt(em, attemptKey('caller', caller), { ...CALLER_LOCKOUT, threshold });
  return wait === 0 ? null : tooManyAttempts(wait);
}
