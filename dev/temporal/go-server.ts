import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from '../child-process.ts';
import type { GoBinary } from '../go-binary.ts';
import { privateFolder } from '../paths.ts';
import { freePorts, isFree } from '../ports.ts';

export const TEMPORAL_SERVER: GoBinary = {
  title: 'the Temporal server',
  buildTime: 'about 4 minutes',
  folder: 'temporal-1.32.2',
  binary: 'server',
  module: 'go.temporal.io/server/cmd/server@v1.32.2',
};

/** 2.55 and later do not resolve: versions they depend on are not served by the module proxy. */
export const TEMPORAL_UI: GoBinary = {
  title: 'the Temporal UI',
  buildTime: null,
  folder: 'temporal-ui-2.54.1',
  binary: 'server',
  module: 'github.com/temporalio/ui-server/v2/cmd/server@v2.54.1',
};

/** Ports the server needs besides the one for clients. */
const INTERNAL_PORTS = [
  'HISTORY_GRPC_PORT',
  'MATCHING_GRPC_PORT',
  'WORKER_GRPC_PORT',
  'FRONTEND_MEMBERSHIP_PORT',
  'HISTORY_MEMBERSHIP_PORT',
  'MATCHING_MEMBERSHIP_PORT',
  'WORKER_MEMBERSHIP_PORT',
] as const;

/**
 * What a small machine wants: no request quotas meant for shared clusters, exact priority order (one partition a
 * queue), fairness keys in force. The running server re-reads the file.
 */
export const DYNAMIC_CONFIG: Readonly<Record<string, number | boolean | readonly string[]>> = {
  'frontend.rps': 20_000,
  'frontend.namespaceRPS': 20_000,
  'frontend.namespaceRPS.visibility': 500,
  'history.rps': 20_000,
  'matching.rps': 20_000,
  'frontend.persistenceMaxQPS': 100_000,
  'history.persistenceMaxQPS': 100_000,
  'matching.persistenceMaxQPS': 100_000,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  'matching.enableFairness': true,
  'activity.enableStandalone': true,
  // Any web page could start workflows by HTTP: a form needs no permission to post. No name or address that leads here is allowed.
  'frontend.httpAllowedHosts': ['none.invalid'],
};

function writeDynamicConfig(folder: string): string {
  const file = path.join(folder, 'dynamic-config.yaml');
  const lines = Object.entries(DYNAMIC_CONFIG).map(([key, value]) => `${key}: [{ value: ${JSON.stringify(value)} }]`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/**
 * The same internal ports as last time where they are free: the server remembers its members by address, and would
 * look for the old ones for a while.
 */
async function internalPorts(folder: string, reserved: Set<number>): Promise<number[]> {
  const file = path.join(folder, 'internal-ports.json');
  if (existsSync(file)) {
    const known = JSON.parse(readFileSync(file, 'utf8')) as number[];
    const free = await Promise.all(known.map(async (port) => !reserved.has(port) && (await isFree(port))));
    if (known.length === INTERNAL_PORTS.length && free.every(Boolean)) return known;
  }
  const chosen = await freePorts(INTERNAL_PORTS.length, reserved);
  writeFileSync(file, JSON.stringify(chosen));
  return chosen;
}

/** The server on SQLite in `folder`, which sets its database up by itself. */
export async function serverCommand(
  binary: string,
  folder: string,
  port: number,
  reserved: Set<number>,
): Promise<Command> {
  privateFolder(folder);
  const internal = await internalPorts(folder, reserved);
  return {
    name: 'temporal',
    file: binary,
    args: ['--allow-no-auth', 'start'],
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DB: 'sqlite',
      DBNAME: path.join(folder, 'temporal.db'),
      VISIBILITY_DBNAME: path.join(folder, 'visibility.db'),
      SQLITE_SYNCHRONOUS: '1', // NORMAL: survives a killed process
      NUM_HISTORY_SHARDS: '4',
      SQL_MAX_CONNS: '1', // more only contend for SQLite's one writer
      SQL_MAX_IDLE_CONNS: '1',
      BIND_ON_IP: '127.0.0.1',
      LOG_LEVEL: 'error',
      DYNAMIC_CONFIG_FILE_PATH: writeDynamicConfig(folder),
      FRONTEND_GRPC_PORT: String(port),
      FRONTEND_HTTP_PORT: '0',
      ...Object.fromEntries(INTERNAL_PORTS.map((name, index) => [name, String(internal[index])])),
    },
    stopSignal: 'SIGTERM',
  };
}

export function uiCommand(binary: string, folder: string, port: number, address: string): Command {
  privateFolder(path.join(folder, 'ui'));
  const settings = [
    `temporalGrpcAddress: ${address}`,
    'host: 127.0.0.1',
    `port: ${port}`,
    'enableUi: true',
    'disableNewsFetch: true',
    'cors:',
    '  cookieInsecure: true',
  ];
  writeFileSync(path.join(folder, 'ui', 'vibe.yaml'), `${settings.join('\n')}\n`);
  return {
    name: 'temporal-ui',
    file: binary,
    args: ['--root', folder, '--config', 'ui', '--env', 'vibe', 'start'],
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stopSignal: 'SIGTERM',
  };
}
