import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { configDefaults, configVariables, loadConfig } from '../../src/platform/config.ts';
import { parseEnvironment, root } from './environment.ts';

const text = readFileSync(join(root, '.env.example'), 'utf8');
const example = parseEnvironment(text);

/** Their defaults are public keys for development, which nobody should copy. */
const DEVELOPMENT_SECRETS = ['AUTH_KEYS', 'LINK_SECRET', 'FILE_LINK_KEYS', 'EMAIL_WEBHOOK_SECRET'];

function asText(value: string | undefined): string {
  if (value === undefined) return '';
  return value.startsWith('[') ? (JSON.parse(value) as string[]).join(',') : value;
}

test('.env.example names every variable that the configuration knows, once, and no other', () => {
  const names = [...text.matchAll(/^([A-Z0-9_]+)=/gm)].map((match) => match[1]);
  expect(names.toSorted()).toEqual(configVariables().toSorted());
});

test.each(configVariables())('.env.example has the default of %s', (name) => {
  const expected = DEVELOPMENT_SECRETS.includes(name) ? '' : asText(configDefaults()[name]);
  expect(example[name]).toBe(expected);
});

test('.env.example as it is gives the configuration of an empty environment', () => {
  const { temporal: given, ...config } = loadConfig(example);
  const { temporal, ...expected } = loadConfig({});
  expect(config).toEqual(expected);
  expect({ ...given, envconfig: {} }).toEqual({ ...temporal, envconfig: {} });
});
