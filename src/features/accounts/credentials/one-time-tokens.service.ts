import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { type Problem, problem } from '../../../platform/http/problem.ts';
import { newSecret, sha256 } from '../../../platform/secrets.ts';
import { TOKEN_MINUTES, type TokenPurpose } from '../accounts.contract.ts';

/** The same for a made-up, a used and an expired token. */
export const INVALID_ONE_TIME_TOKEN: Problem = problem(
  400,
  'invalid_token',
  'The token is not valid, was used before or has expired. Ask for a new one.',
);

export interface ProvenToken {
  userId: string;
  /** The address that the token was sent to: anyone who has the token reads its mail. */
  email: string;
}

/** Makes a token and voids earlier ones of the same purpose. The token itself is returned to be mailed and never stored. */
export async function issueToken(tx: Em, userId: string, purpose: TokenPurpose, email: string): Promise<string> {
  const token = newSecret();
  await run(tx, sql`delete from account_token where user_id = ${userId} and purpose = ${purpose}`);
  await run(
    tx,
    sql`insert into account_token (token_hash, user_id, purpose, email, expires_at)
        values (${sha256(token)}, ${userId}, ${purpose}, ${email}, now() + make_interval(mins => ${TOKEN_MINUTES[purpose]}))`,
  );
  return token;
}

/** Whom a token belongs to, without using it up. */
export async function peekToken(em: Em, token: string, purpose: TokenPurpose): Promise<ProvenToken | undefined> {
  return await row(
    em,
    sql`select user_id as "userId", email from account_token
        where token_hash = ${sha256(token)} and purpose = ${purpose} and expires_at > now()`,
  );
}

/** Uses a token up: of any number at once, one gets it. */
export async function consumeToken(tx: Em, token: string, purpose: TokenPurpose): Promise<ProvenToken | undefined> {
  return await row(
    tx,
    sql`delete from account_token
        where token_hash = ${sha256(token)} and purpose = ${purpose} and expires_at > now()
        returning user_id as "userId", email`,
  );
}

/** Voids what was mailed to this person so far, or only tokens of one purpose. */
export async function voidTokens(tx: Em, userId: string, purpose?: TokenPurpose): Promise<void> {
  const which = purpose === undefined ? sql`` : sql`and purpose = ${purpose}`;
  await run(tx, sql`delete from account_token where user_id = ${userId} ${which}`);
}
