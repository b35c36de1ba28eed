import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Output } from './child-process.ts';
import type { Doing } from './go-binary.ts';
import { freePorts } from './ports.ts';
import { accepts, databaseUrl, initialise, OWNER, serverCommand } from './postgres/cluster.ts';
import { preparePostgresHome } from './postgres/home.ts';
import type { ProcessLedger } from './process-ledger.ts';
import { SupervisedService } from './supervisor.ts';
import { prepareNamespace } from './temporal/namespace.ts';
import { serverService } from './temporal/services.ts';
import { findSource } from './temporal/source.ts';

/** Servers for one run of the tests or of a benchmark: free ports, a folder of their own, gone afterwards. */

export interface ServerOptions {
  folder: string;
  ledger: ProcessLedger;
  output: Output;
  signal: AbortSignal;
  reserved: Set<number>;
}

export interface TestServer {
  /** Postgres: the superuser's URL of the database `postgres`. Temporal: host and port. */
  address: string;
  pid(): number | null;
  stop(): Promise<void>;
}

const PASSWORD = 'postgres';
/** A test database lives for seconds: nothing of it has to survive a power cut. */
const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const PORT_TRIES = 3;

/** Starts on free ports, on others when one of them was taken in between. */
async function startOnFreePort(
  options: ServerOptions,
  make: (port: number) => Promise<SupervisedService>,
): Promise<{ port: number; service: SupervisedService }> {
  for (let attempt = 1; ; attempt += 1) {
    const [port = 0] = await freePorts(1, options.reserved);
    const service = await make(port);
    try {
      await service.start();
      return { port, service };
    } catch (error) {
      await service.stop();
      if (attempt === PORT_TRIES || options.signal.aborted) throw error;
    }
  }
}

/** @param durable as in production; the benchmarks want that, the tests are quicker without */
export async function startPostgres(options: ServerOptions, durable: boolean): Promise<TestServer> {
  const home = preparePostgresHome(options.folder);
  await initialise(home, PASSWORD, options.ledger, () => undefined, options.signal);
  const url = (port: number) => databaseUrl(OWNER, PASSWORD, port, 'postgres');
  const { port, service } = await startOnFreePort(options, async (candidate) => {
    const definition = {
      name: 'postgres',
      command: () => serverCommand(home, candidate, durable ? [] : FORGETFUL),
      ready: () => accepts(url(candidate)),
      readyWithinMs: 30_000,
      stopWithinMs: 5_000,
    };
    return new SupervisedService(definition, options.ledger, options.output);
  });
  return {
    address: url(port),
    pid: () => service.pid,
    async stop() {
      await service.stop();
      if (home.elsewhere) rmSync(home.elsewhere, { recursive: true, force: true });
    },
  };
}

export async function startTemporal(options: ServerOptions, doing: Doing): Promise<TestServer> {
  const folder = path.join(options.folder, 'temporal');
  mkdirSync(folder, { recursive: true });
  const source = await findSource(folder, false, options.ledger, doing, options.signal);
  const { port, service } = await startOnFreePort(options, async (candidate) => {
    const definition = await serverService(source, folder, { server: candidate, ui: null }, options.reserved);
    return new SupervisedService(definition, options.ledger, options.output);
  });
  const address = `127.0.0.1:${port}`;
  try {
    await prepareNamespace(address, 'default', options.signal);
  } catch (error) {
    await service.stop();
    throw error;
  }
  return { address, pid: () => service.pid, stop: () => service.stop() };
}
