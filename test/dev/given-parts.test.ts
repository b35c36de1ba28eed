import { givenParts } from '../../dev/given-parts.ts';

const NOTHING = { database: false, temporal: false, objectStorage: false, mail: false };

test.each([
  [{}, {}],
  [{ DATABASE_URL: 'postgres://somewhere/db' }, { database: true }],
  [{ TEMPORAL_ADDRESS: 'somewhere:7233' }, { temporal: true }],
  [{ TEMPORAL_PROFILE: 'cloud' }, { temporal: true }],
  [{ TEMPORAL_CONFIG_FILE: '/etc/temporal.toml' }, { temporal: true }],
  [{ S3_BUCKET: 'vibe', S3_ENDPOINT: 'http://somewhere' }, { objectStorage: true }],
  [{ SMTP_URL: 'smtp://relay' }, { mail: true }],
  [{ SMTP_URL: '', DATABASE_URL: '' }, {}],
])('%j is not started by the stack', (env, given) => {
  expect(givenParts(env)).toEqual({ ...NOTHING, ...given });
});
