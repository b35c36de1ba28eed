import { chownSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type Command, type Output, runToEnd } from '../child-process.ts';
import type { ProcessLedger } from '../process-ledger.ts';
import { makeOwnedFolder, type PostgresHome } from './home.ts';

/** The cluster's superuser. */
export const OWNER = 'postgres';

/** Nothing of the caller's environment: PGDATA, PGPORT and locale variables would change what the programs do. */
function environment(home: PostgresHome): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: home.folder, LC_ALL: 'C', TZ: 'UTC' };
}

export function dataFolder(home: PostgresHome): string {
  return path.join(home.folder, 'data');
}

function program(home: PostgresHome, name: string, args: readonly string[]): Command {
  return {
    name: 'postgres',
    file: path.join(home.binaries, 'bin', name),
    args,
    cwd: home.folder,
    env: environment(home),
    // SIGINT is Postgres' fast shutdown: it ends the sessions, SIGTERM would wait for them.
    stopSignal: 'SIGINT',
    ...home.owner,
  };
}

/** The builtin C.UTF-8 locale sorts and folds case alike on every machine. */
const TEXT = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/**
 * Makes the cluster when there is none, beside its final place, so that an interrupted one is never taken for whole.
 * @param text encoding and locale, as for `initdb`
 */
export async function initialise(
  home: PostgresHome,
  password: string,
  ledger: ProcessLedger,
  output: Output,
  signal: AbortSignal,
  text: readonly string[] = TEXT,
): Promise<void> {
  if (existsSync(path.join(dataFolder(home), 'PG_VERSION'))) return;
  const fresh = path.join(home.folder, 'data.new');
  rmSync(fresh, { recursive: true, force: true });
  makeOwnedFolder(home, fresh);
  const secret = mkdtempSync(path.join(os.tmpdir(), 'vibe-pg-'));
  const passwordFile = path.join(secret, 'password');
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (home.owner) for (const item of [secret, passwordFile]) chownSync(item, home.owner.uid, home.owner.gid);
    const args = [
      `--pgdata=${fresh}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      ...text,
    ];
    await runToEnd(program(home, 'initdb', args), ledger, output, signal);
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
  rmSync(dataFolder(home), { recursive: true, force: true });
  renameSync(fresh, dataFolder(home));
}

/**
 * After a reboot the id in `postmaster.pid` may belong to any program of the same user, and Postgres would refuse to
 * start. We hold the stack's lock, so unless that process is a Postgres the file is a leftover.
 */
function dropStalePidFile(home: PostgresHome): void {
  const file = path.join(dataFolder(home), 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = readFileSync(file, 'utf8').split('\n')[0] ?? '';
  let name = '';
  try {
    name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    // no such process (or no /proc, then Postgres' own check decides)
    if (!existsSync('/proc/self')) return;
  }
  if (name !== 'postgres') rmSync(file, { force: true });
}

/** @param settings extra `name=value` settings, as for `postgres -c` */
export function serverCommand(home: PostgresHome, port: number, settings: readonly string[]): Command {
  dropStalePidFile(home);
  const all = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'log_min_messages=warning',
    ...settings,
  ];
  return program(home, 'postgres', ['-D', dataFolder(home), '-p', String(port), ...all.flatMap((one) => ['-c', one])]);
}

/** The module that counts statements, and its setting where the binaries have it. */
export function statementStatistics(home: PostgresHome): readonly string[] {
  const module = path.join(home.binaries, 'lib', 'postgresql', 'pg_stat_statements.so');
  return existsSync(module) ? ['shared_preload_libraries=pg_stat_statements'] : [];
}

export function databaseUrl(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Runs statements in one session. */
export async function query(url: string, statements: readonly string[]): Promise<pg.QueryResult[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined); // a server that stops meanwhile also fails the query, which is what counts
  await client.connect();
  try {
    const results: pg.QueryResult[] = [];
    for (const statement of statements) results.push(await client.query(statement));
    return results;
  } finally {
    await client.end();
  }
}

export async function accepts(url: string): Promise<boolean> {
  try {
    await query(url, ['select 1']);
    return true;
  } catch {
    return false;
  }
}

/** Who owns the tables and migrates; who keeps partitions, as a member of it; who runs the programs and owns nothing. */
const ROLES = ['vibe_owner', 'vibe_maintenance', 'vibe'];

/** Makes the application's roles and its database, none of which is a superuser's. Idempotent, also where `vibe` owned all. */
export async function ensureApplicationDatabase(ownerUrl: string, password: string): Promise<void> {
  const literal = pg.escapeLiteral(password);
  const found = await query(ownerUrl, [
    ...ROLES.flatMap((role) => [
      `do $$ begin create role ${role} login; exception when duplicate_object then null; end $$`,
      `alter role ${role} password ${literal}`,
    ]),
    'grant vibe_owner to vibe_maintenance',
    `select 1 from pg_database where datname = 'vibe'`,
  ]);
  if (found.at(-1)?.rowCount === 0) await query(ownerUrl, ['create database vibe owner vibe_owner']);
  const url = new URL(ownerUrl);
  url.pathname = '/vibe';
  await query(url.toString(), [
    'alter database vibe owner to vibe_owner',
    'reassign owned by vibe to vibe_owner',
    // Needs a superuser; the role of the programs may read what it counts.
    `do $$ begin
       if current_setting('shared_preload_libraries') like '%pg_stat_statements%' then
         create extension if not exists pg_stat_statements;
         grant pg_read_all_stats to vibe;
       end if;
     end $$`,
  ]);
}

/** The connections of the programs, by the variables that they read. What maintenance makes belongs to the owner too. */
export function applicationUrls(password: string, port: number): { DATABASE_URL: string } & Record<string, string> {
  const of = (role: string) => databaseUrl(role, password, port, 'vibe');
  return {
    DATABASE_URL: of('vibe'),
    DATABASE_MIGRATION_URL: of('vibe_owner'),
    DATABASE_MAINTENANCE_URL: `${of('vibe_maintenance')}?options=-c%20role%3Dvibe_owner`,
  };
}
