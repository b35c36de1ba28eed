import { grantedScopes } from '../../../src/features/accounts/accounts.policy.ts';
import { apiKeyPrefix, newApiKey } from '../../../src/features/accounts/api-keys/api-key-secret.ts';
import {
  ACCOUNT_LOCKOUT,
  ADDRESS_LOCKOUT,
  lockoutSeconds,
  lockoutTable,
  MAIL_LOCKOUT,
} from '../../../src/features/accounts/credentials/lockout.domain.ts';
import { passwordProblem } from '../../../src/features/accounts/credentials/passwords.ts';
import { normalizeEmail } from '../../../src/features/accounts/email-address.domain.ts';
import { canonicalTimeZone } from '../../../src/features/accounts/time-zone.domain.ts';
import { isSelfOrAdmin } from '../../../src/platform/http/principal.ts';
import { newSecret, sha256 } from '../../../src/platform/secrets.ts';

describe('the wait after failed attempts', () => {
  test.each([
    [1, 0],
    [4, 0],
    [5, 60],
    [6, 120],
    [7, 240],
    [8, 480],
    [9, 960],
    [10, 1920],
    [11, 3600],
    [12, 3600],
    [1_000_000, 3600],
  ])('attempt %i on an account makes the next wait %i s', (attempt, seconds) => {
    expect(lockoutSeconds(attempt, ACCOUNT_LOCKOUT)).toBe(seconds);
  });

  test.each([ACCOUNT_LOCKOUT, ADDRESS_LOCKOUT, MAIL_LOCKOUT])(
    'the waits of a policy never shrink, and end at its maximum',
    (policy) => {
      const table = lockoutTable(policy);
      expect(table).toEqual([...table].sort((a, b) => a - b));
      expect(table.at(-1)).toBe(policy.maxSeconds);
      expect(table.filter((seconds) => seconds === 0)).toHaveLength(policy.threshold - 1);
    },
  );
});

describe('time zones', () => {
  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['US/Eastern', 'America/New_York'],
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
    ['GMT', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['utc', 'UTC'],
  ])('the time zone %s is %s', (name, canonical) => {
    expect(canonicalTimeZone(name)).toBe(canonical);
  });

  test.each([
    '',
    ' ',
    'Mars/Olympus',
    '+02:00',
    '02:00',
    'Europe/Berlin ',
    'Europe/../Berlin',
    'x'.repeat(100),
    'local',
  ])('%p is not a time zone', (name) => {
    expect(canonicalTimeZone(name)).toBeNull();
  });

  test('a canonical name stays as it is, for every zone there is', () => {
    const names = Intl.supportedValuesOf('timeZone').map((name) => canonicalTimeZone(name));
    expect(names.length).toBeGreaterThan(400);
    for (const name of names) expect(canonicalTimeZone(name as string)).toBe(name);
  });
});

describe('secrets', () => {
  test('secrets are 256 bits and differ', () => {
    const secrets = new Set(Array.from({ length: 1000 }, newSecret));
    expect(secrets.size).toBe(1000);
    for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  });

  test('an API key is found by its prefix and checked by its hash', () => {
    const made = newApiKey();
    expect(apiKeyPrefix(made.key)).toBe(made.prefix);
    expect(sha256(made.key).equals(made.hash)).toBe(true);
  });

  test.each([
    '',
    'vta_',
    'vta_short_x',
    `vta_${'g'.repeat(12)}_${'a'.repeat(43)}`,
    `xta_${'a'.repeat(12)}_${'a'.repeat(43)}`,
  ])('%p is not an API key', (token) => {
    expect(apiKeyPrefix(token)).toBeNull();
  });
});

test('addresses are compared in lower case', () => {
  expect(normalizeEmail(' Ada@Example.TEST ')).toBe('ada@example.test');
});

test.each(['Ada.Lovelace@Example.Test', ' ada.lovelace '])(
  '%p is refused as the password of that address',
  (password) => {
    expect(passwordProblem(password, 'ada.lovelace@example.test', 'body.password')?.errors?.[0]?.code).toBe(
      'password_is_email',
    );
  },
);

describe('policy', () => {
  const user = { kind: 'user', userId: 'a', role: 'user', sessionId: 's' } as const;

  test('a user’s own things are for the user and admins, not for moderators', () => {
    expect(isSelfOrAdmin(user, 'a')).toBe(true);
    expect(isSelfOrAdmin(user, 'b')).toBe(false);
    expect(isSelfOrAdmin({ ...user, role: 'moderator' }, 'b')).toBe(false);
    expect(isSelfOrAdmin({ ...user, role: 'admin' }, 'b')).toBe(true);
  });

  test('a key may mail strangers only as long as its owner is an admin', () => {
    expect(grantedScopes('user', ['email:send', 'events:write'])).toEqual(['events:write']);
    expect(grantedScopes('moderator', ['email:send', 'market:ingest'])).toEqual([]);
    expect(grantedScopes('admin', ['market:ingest', 'made:up'])).toEqual(['market:ingest']);
  });
});
