import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../dev/ports.ts';
import { accepts, databaseUrl, initialise, OWNER, serverCommand } from '../../dev/postgres/cluster.ts';
import { preparePostgresHome } from '../../dev/postgres/home.ts';
import { ProcessLedger } from '../../dev/process-ledger.ts';
import { type Service, SupervisedService } from '../../dev/supervisor.ts';
import { prepareNamespace } from '../../dev/temporal/namespace.ts';
import { serverService } from '../../dev/temporal/services.ts';
import { findSource } from '../../dev/temporal/source.ts';

/** Servers of a test's own, to be stopped, started again at the same address, and killed. */
export interface OwnServer {
  address: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Kills it at once; it comes back by itself within a second. */
  kill(): void;
  /** Stops it and removes what it kept. */
  dispose(): Promise<void>;
}

const quiet = () => undefined;

async function own(folder: string, ledger: ProcessLedger, service: Service, address: string): Promise<OwnServer> {
  let running = new SupervisedService(service, ledger, quiet);
  await running.start();
  return {
    address,
    stop: () => running.stop(),
    start: async () => {
      running = new SupervisedService(service, ledger, quiet);
      await running.start();
    },
    kill: () => {
      if (running.pid === null) throw new Error('it does not run');
      process.kill(running.pid, 'SIGKILL');
    },
    dispose: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openFolder(): { folder: string; ledger: ProcessLedger } {
  const folder = mkdtempSync(join(tmpdir(), 'vibe-own-'));
  chmodSync(folder, 0o711); // Postgres, which is not root, passes through it
  return { folder, ledger: new ProcessLedger(join(folder, 'processes.json')) };
}

export async function startOwnTemporal(): Promise<OwnServer> {
  const { folder, ledger } = openFolder();
  const signal = new AbortController().signal;
  const source = await findSource(folder, false, ledger, quiet, signal);
  const reserved = new Set<number>();
  const [port = 0] = await freePorts(1, reserved);
  const state = join(folder, 'temporal');
  mkdirSync(state);
  const service = await serverService(source, state, { server: port, ui: null }, reserved);
  const server = await own(folder, ledger, service, `127.0.0.1:${port}`);
  await prepareNamespace(server.address, 'default', signal);
  return server;
}

const PASSWORD = 'postgres';

/** `address` is the superuser's URL of the database `postgres`. @param text encoding and locale, as for `initdb` */
export async function startOwnPostgres(text?: readonly string[]): Promise<OwnServer> {
  const { folder, ledger } = openFolder();
  const home = preparePostgresHome(folder);
  await initialise(home, PASSWORD, ledger, quiet, new AbortController().signal, text);
  const [port = 0] = await freePorts(1, new Set());
  const address = databaseUrl(OWNER, PASSWORD, port, 'postgres');
  const service: Service = {
    name: 'postgres',
    command: () => serverCommand(home, port, ['fsync=off']),
    ready: () => accepts(address),
    readyWithinMs: 30_000,
    stopWithinMs: 5_000,
  };
  const server = await own(folder, ledger, service, address);
  return {
    ...server,
    dispose: async () => {
      await server.dispose();
      if (home.elsewhere) rmSync(home.elsewhere, { recursive: true, force: true });
    },
  };
}
