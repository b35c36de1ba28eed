import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Config, loadConfig } from '../../src/platform/config.ts';

/** Name of the migrated database that each test file's own one is cloned from. */
export const TEMPLATE_DATABASE = 'vibe_template';

/**
 * The variables of a program that a test runs in its own process. It waits longer for a connection than it would in life, since on a
 * busy machine 3 s are too few.
 */
export function databaseVariables(url: string): Record<string, string> {
  return { DATABASE_URL: url, DATABASE_ACQUIRE_TIMEOUT_MS: '60000' };
}

/** How an ORM reaches a database of tests. */
export function testDatabaseConfig(url: string): Config['db'] {
  return loadConfig(databaseVariables(url)).db;
}

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

function serverUrl(): string {
  const url = process.env.TEST_POSTGRES_URL;
  if (!url) throw new Error('TEST_POSTGRES_URL is not set: run the tests by `npm test`');
  return url;
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(serverUrl());
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A database of its own, cloned from the migrated template (`from`), or empty when `from` is `template0`. */
export async function createDatabase(from: string = TEMPLATE_DATABASE): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(`create database ${name} template ${from} strategy file_copy`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => onServer(`drop database if exists ${name} with (force)`) };
}
