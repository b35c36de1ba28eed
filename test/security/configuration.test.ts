import { spawnSync } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import { loadConfig } from '../../src/platform/config.ts';
import { DEVELOPMENT_AUTH_KEYS, DEVELOPMENT_SECRET } from '../../src/platform/config-fields.ts';
import { clientAddress } from '../../src/platform/http/client-address.ts';

/** What a program may be started with, and whom it takes for whom. */

const [key] = JSON.parse(DEVELOPMENT_AUTH_KEYS) as [{ kid: string; d: string; x: string }];
const OWN_KEY = { ...key, kid: 'own', d: 'A'.repeat(43), x: 'B'.repeat(43) };
const OWN = 'an own secret of more than thirty-two characters';

const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://a:b@db/c',
  AUTH_KEYS: JSON.stringify([OWN_KEY]),
  LINK_SECRET: OWN,
  EMAIL_WEBHOOK_SECRET: OWN,
  FILE_LINK_KEYS: `1:${OWN}`,
};

test('production starts with secrets of its own', () => {
  expect(loadConfig(PRODUCTION).environment).toBe('production');
});

test.each([
  ['AUTH_KEYS', DEVELOPMENT_AUTH_KEYS],
  ['AUTH_KEYS', JSON.stringify([{ ...key, kid: 'renamed' }])],
  ['AUTH_KEYS', JSON.stringify([OWN_KEY, { ...key, kid: 'second' }])],
  ['AUTH_KEYS', JSON.stringify([{ ...key, kid: 'padded', d: `${key.d}=`, x: `${key.x}=` }])],
  ['LINK_SECRET', DEVELOPMENT_SECRET],
  ['LINK_SECRET', `${DEVELOPMENT_SECRET} `],
  ['LINK_SECRET', DEVELOPMENT_SECRET.toUpperCase()],
  ['EMAIL_WEBHOOK_SECRET', `my-${DEVELOPMENT_SECRET}-1`],
  ['EMAIL_WEBHOOK_SECRET', DEVELOPMENT_SECRET.replaceAll('-', '_')],
  ['FILE_LINK_KEYS', `1:${OWN},2:${DEVELOPMENT_SECRET} `],
  ['FILE_LINK_KEYS', `7:${DEVELOPMENT_SECRET}`],
])('%s=%s is public knowledge, whatever it is called', (name, value) => {
  expect(() => loadConfig({ ...PRODUCTION, [name]: value })).toThrow(`${name}: production needs its own`);
});

test.each(['ftp://example.com', 'javascript:alert(1)', 'example.com'])('PUBLIC_URL=%s is refused', (url) => {
  expect(() => loadConfig({ PUBLIC_URL: url })).toThrow('PUBLIC_URL');
});

test.each([
  [{}, 1],
  [{ NODE_ENV: 'staging' }, 1],
  [{ NODE_ENV: '' }, 1],
  [{ NODE_ENV: 'development' }, 0],
  [{ NODE_ENV: 'test' }, 0],
])('a program with development secrets and %j ends with %d', (env, status) => {
  const script = `import { loadConfig } from './src/platform/config.ts'; loadConfig();`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  const ended = spawnSync(process.execPath, args, { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' });
  expect([ended.status, ended.stderr.includes('LINK_SECRET') || ended.stderr.includes('NODE_ENV')]).toEqual([
    status,
    status === 1,
  ]);
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7:51234', '203.0.113.7'],
  ['[2001:db8::7]:443', '2001:db8::7'],
  ['[2001:db8::7]', '2001:db8::7'],
  ['2001:db8::7', '2001:db8::7'],
  ['1.2.3.4, 203.0.113.7:80', '203.0.113.7'],
  ['not an address', '192.0.2.1'],
  ['203.0.113.7:port', '192.0.2.1'],
])('behind one proxy, X-Forwarded-For: %s is %s', (header, address) => {
  const req = { headers: { 'x-forwarded-for': header }, socket: { remoteAddress: '192.0.2.1' } };
  expect(clientAddress(req as unknown as IncomingMessage, 1)).toBe(address);
});
