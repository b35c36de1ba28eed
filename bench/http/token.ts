import { importJWK, jwtVerify, SignJWT } from 'jose';
import { loadConfig } from '../../src/platform/config.ts';

/** The token check that both sides do on every request: one Ed25519 signature by jose, nothing remembered. */

const { keys, issuer, audience } = loadConfig().auth;
const [jwk] = keys;
if (!jwk) throw new Error('AUTH_KEYS holds no key');
const { d: _secret, ...publicJwk } = jwk;
const publicKey = await importJWK(publicJwk, 'EdDSA');

export async function signToken(userId: string, sessionId: string): Promise<string> {
  return await new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk?.kid ?? '' })
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime('1h')
    .sign(await importJWK(jwk as NonNullable<typeof jwk>, 'EdDSA'));
}

/** @throws what jose throws for a token that is not valid */
export async function verifyToken(token: string): Promise<{ userId: string; sessionId: string }> {
  const { payload } = await jwtVerify(token, publicKey, { algorithms: ['EdDSA'], issuer, audience });
  return { userId: payload.sub ?? '', sessionId: String(payload.sid) };
}
