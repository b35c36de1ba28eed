import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Output, runToEnd } from './child-process.ts';
import { buildGoBinary, type Doing, goIsUsable, isCached } from './go-binary.ts';
import { holderOf, type LockFile, tryLock } from './lock-file.ts';
import { stateDir } from './paths.ts';
import { query } from './postgres/cluster.ts';
import { readNote } from './postgres/home.ts';
import { ProcessLedger, reap } from './process-ledger.ts';
import { programCommand } from './programs.ts';
import { say, step } from './terminal.ts';
import { startPostgres, startTemporal, type TestServer } from './test-servers.ts';
import { VERSITYGW } from './versitygw.ts';

const RUNS = path.join(stateDir, 'test-runs');
const TEMPLATE = 'vibe_template';

export interface TestRunOptions {
  /** Postgres keeps what it committed also through a power cut, as in production. */
  durable: boolean;
  temporal: boolean;
  /** Builds the S3 server of the storage tests beforehand, where there is Go: a build takes longer than a test may. */
  objectStorage?: boolean;
  /** Says nothing while it starts. */
  quiet?: boolean;
}

/** One run of the tests or a benchmark, with its servers and its temporary folder. */
export interface TestRun {
  /** Every process that a test starts inherits it as `VIBE_RUN`, and is recognised by it. */
  id: string;
  folder: string;
  /** Name of the migrated template database. */
  template: string;
  env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** Ends and removes what runs that were killed had left. */
async function clearDeadRuns(): Promise<void> {
  if (!existsSync(RUNS)) return;
  for (const name of readdirSync(RUNS)) {
    const run = path.join(RUNS, name);
    if (holderOf(path.join(run, 'lock')) !== null) continue;
    await reap(path.join(run, 'processes.json'));
    const note = path.join(run, 'folder');
    if (existsSync(note)) {
      const folder = readFileSync(note, 'utf8');
      const elsewhere = readNote(folder);
      if (elsewhere !== null) rmSync(elsewhere, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    }
    rmSync(run, { recursive: true, force: true });
  }
}

function openRun(): { id: string; record: string; folder: string; lock: LockFile } {
  const id = randomBytes(6).toString('hex');
  const record = path.join(RUNS, id);
  const lock = tryLock(path.join(record, 'lock'));
  if (lock === null) throw new Error(`${record} is in use.`);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vibe-test-'));
  chmodSync(folder, 0o711); // Postgres, which is not root, passes through it
  writeFileSync(path.join(record, 'folder'), folder);
  return { id, record, folder, lock };
}

/** The migrated database that each test file's own one is cloned from. */
async function makeTemplate(serverUrl: string, ledger: ProcessLedger, signal: AbortSignal): Promise<void> {
  await query(serverUrl, [`drop database if exists ${TEMPLATE} with (force)`, `create database ${TEMPLATE}`]);
  const url = new URL(serverUrl);
  url.pathname = `/${TEMPLATE}`;
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    DATABASE_URL: url.toString(),
    DATABASE_MIGRATION_URL: '',
    LOG_LEVEL: 'warn',
  };
  await runToEnd(programCommand('migrate', 'src/migrate.ts', ['up'], env), ledger, () => undefined, signal);
}

function isServerTrouble(line: string): boolean {
  return /\b(FATAL|PANIC|panic|"level":"fatal")/.test(line);
}

/**
 * Starts one Postgres and one Temporal server, or uses those that `TEST_POSTGRES_URL` and `TEST_TEMPORAL_ADDRESS` name,
 * and makes the template database.
 */
export async function openTestRun(signal: AbortSignal, wanted: TestRunOptions): Promise<TestRun> {
  await clearDeadRuns();
  mkdirSync(RUNS, { recursive: true });
  const { id, record, folder, lock } = openRun();
  const ledger = new ProcessLedger(path.join(record, 'processes.json'));
  // A database that a test drops under a session says FATAL too: only what ends a server is worth a line.
  const output: Output = (name, line) => {
    if (name !== 'postgres' && isServerTrouble(line)) say(`${name} | ${line}`);
  };
  const servers: TestServer[] = [];
  const keep = async (starting: Promise<TestServer>): Promise<string> => {
    const server = await starting;
    servers.push(server);
    return server.address;
  };
  const close = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
    lock.release();
    rmSync(record, { recursive: true, force: true });
  };
  const options = { folder, ledger, output, signal, reserved: new Set<number>() };
  const database = async () => {
    const address = process.env.TEST_POSTGRES_URL || (await keep(startPostgres(options, wanted.durable)));
    await makeTemplate(address, ledger, signal);
    return address;
  };
  const engine = async (doing: Doing) =>
    process.env.TEST_TEMPORAL_ADDRESS || (await keep(startTemporal(options, doing)));
  const objectStorage = async (doing: Doing) =>
    isCached(VERSITYGW) || goIsUsable() ? buildGoBinary(VERSITYGW, ledger, doing, signal) : '';
  const show: typeof step = wanted.quiet ? (_name, work) => work(() => undefined) : step;
  const startingEngine = wanted.temporal ? show('Temporal', engine) : Promise.resolve('');
  const parts = await Promise.allSettled([
    show('Postgres and the template database', database),
    startingEngine,
    // not before Temporal is built: two builds at once want too much memory
    wanted.objectStorage ? startingEngine.then(() => show('S3 server', objectStorage)) : '',
  ]);
  const failed = parts.find((part) => part.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  const [postgres = '', temporal = ''] = parts.map((part) => (part.status === 'fulfilled' ? part.value : ''));
  const env = {
    VIBE_RUN: id,
    TEST_POSTGRES_URL: postgres,
    TEST_TEMPORAL_ADDRESS: temporal,
  };
  return { id, folder, template: TEMPLATE, env: { ...process.env, NODE_ENV: 'test', ...env }, close };
}
