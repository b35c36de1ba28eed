import { createLocalJWKSet, errors, type JWK, jwtVerify, SignJWT } from 'jose';
import type { Config } from '../../../platform/config.ts';
import { TtlCache } from '../../../platform/ttl-cache.ts';

const ALGORITHM = 'EdDSA';
/** Keeps other JWTs of the same keys (signed links, say) from passing as access tokens (RFC 9068). */
const TYPE = 'at+jwt';

export interface AccessClaims {
  userId: string;
  sessionId: string;
  /** Seconds since the epoch. */
  expiresAt: number;
}

/**
 * Access tokens: short-lived JWTs signed with the first configured key. All configured keys verify, so a new key is rolled
 * out by adding it last everywhere, then moving it to the front, then dropping the old one after 15 minutes.
 */
export class AccessTokens {
  readonly #config: Config['auth'];
  readonly #signer: JWK & { kid: string };
  readonly #verifiers: ReturnType<typeof createLocalJWKSet>;
  /** A signature takes 0.25 ms to verify; a client sends the same token with each request. */
  readonly #verified: TtlCache<AccessClaims>;

  constructor(config: Config['auth']) {
    this.#config = config;
    const [first] = config.keys;
    if (!first) throw new Error('AUTH_KEYS holds no key');
    this.#signer = { ...first, alg: ALGORITHM };
    this.#verifiers = createLocalJWKSet({
      keys: config.keys.map(({ kty, crv, kid, x }) => ({ kty, crv, kid, x, alg: ALGORITHM, use: 'sig' })),
    });
    this.#verified = new TtlCache(config.cacheTtlMs);
  }

  get ttlSeconds(): number {
    return this.#config.accessTokenTtlS;
  }

  async sign(userId: string, sessionId: string): Promise<string> {
    return await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, kid: this.#signer.kid, typ: TYPE })
      .setSubject(userId)
      .setIssuer(this.#config.issuer)
      .setAudience(this.#config.audience)
      .setIssuedAt()
      .setExpirationTime(`${this.#config.accessTokenTtlS}s`)
      .sign(this.#signer);
  }

  /** Null for whatever is not a valid token of ours: the reason is no one's business. */
  async verify(token: string): Promise<AccessClaims | null> {
    const claims = this.#verified.get(token) ?? (await this.#check(token));
    if (claims === null) return null;
    this.#verified.set(token, claims);
    return claims.expiresAt * 1000 > Date.now() ? claims : null;
  }

  async #check(token: string): Promise<AccessClaims | null> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.#verifiers, {
        algorithms: [ALGORITHM],
        issuer: this.#config.issuer,
        audience: this.#config.audience,
        typ: TYPE,
        requiredClaims: ['sub', 'sid', 'exp'],
      });
      const { sub, sid, exp } = payload;
      if (protectedHeader.kid === undefined || !sub || typeof sid !== 'string' || exp === undefined) return null;
      return { userId: sub, sessionId: sid, expiresAt: exp };
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }
}
