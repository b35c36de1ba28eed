import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildGoBinary, cachedPath, type Doing, type GoBinary, goIsUsable, isCached } from '../go-binary.ts';
import type { ProcessLedger } from '../process-ledger.ts';
import { cliOnPath, downloadCli, downloadedCli } from './cli-server.ts';
import { TEMPORAL_SERVER, TEMPORAL_UI } from './go-server.ts';

/** A Temporal server that can be started: the command line one (server and UI in one), or two binaries. */
export type TemporalSource = { kind: 'cli'; binary: string } | { kind: 'go'; server: string; ui: string | null };

/** Says in a line which server was taken. */
export function describeSource(source: TemporalSource): string {
  if (source.kind === 'go') return `the server that Go built, ${source.server}`;
  return source.binary === 'temporal'
    ? 'the temporal command on PATH'
    : `the Temporal SDK’s download, ${source.binary}`;
}

/** What choosing may do; replaced in tests. */
export interface SourceFinders {
  cliOnPath(): string | null;
  downloadedCli(): string | null;
  downloadCli(): Promise<string | null>;
  isCached(wanted: GoBinary): boolean;
  goIsUsable(): boolean;
  build(wanted: GoBinary): Promise<string>;
}

export const NOTHING_FOUND =
  'No Temporal server: install the Temporal CLI 1.8 or newer (https://docs.temporal.io/cli) or Go 1.21 or newer ' +
  '(https://go.dev/dl), or set TEMPORAL_ADDRESS to a server of your own.';

/**
 * The first that works: `temporal` on PATH, what the cache has, the SDK's download, a Go build.
 * @param previous the kind that wrote the state folder's data. The two keep different files, so it stays with that kind
 *   as long as it is there.
 * @param withUi the tests need no UI and do not wait for its build
 * @throws one sentence that says what to install
 */
export async function chooseSource(
  finders: SourceFinders,
  previous: TemporalSource['kind'] | null,
  withUi: boolean,
): Promise<TemporalSource> {
  const goCached = () => finders.isCached(TEMPORAL_SERVER) && (!withUi || finders.isCached(TEMPORAL_UI));
  const fromGo = async (): Promise<TemporalSource> => ({
    kind: 'go',
    server: await finders.build(TEMPORAL_SERVER),
    ui: withUi ? await finders.build(TEMPORAL_UI) : null,
  });
  if (previous === 'go' && goCached()) return fromGo();
  const cli = finders.cliOnPath() ?? finders.downloadedCli();
  if (cli !== null) return { kind: 'cli', binary: cli };
  if (goCached()) return fromGo();
  const downloaded = await finders.downloadCli();
  if (downloaded !== null) return { kind: 'cli', binary: downloaded };
  if (!finders.goIsUsable()) throw new Error(NOTHING_FOUND);
  return fromGo();
}

function previousKind(folder: string): TemporalSource['kind'] | null {
  const file = path.join(folder, 'source');
  const kind = existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
  return kind === 'go' || kind === 'cli' ? kind : null;
}

/** Finds a server for a state folder and remembers which kind it was. */
export async function findSource(
  folder: string,
  withUi: boolean,
  ledger: ProcessLedger,
  doing: Doing,
  signal: AbortSignal,
): Promise<TemporalSource> {
  const finders: SourceFinders = {
    cliOnPath,
    downloadedCli,
    downloadCli: () => {
      doing('asking the Temporal SDK for its server');
      return downloadCli();
    },
    isCached,
    goIsUsable,
    build: (wanted) =>
      isCached(wanted) ? Promise.resolve(cachedPath(wanted)) : buildGoBinary(wanted, ledger, doing, signal),
  };
  const source = await chooseSource(finders, previousKind(folder), withUi);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'source'), `${source.kind}\n`);
  return source;
}
