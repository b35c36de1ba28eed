import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isNewEnough, startDevCommand } from '../../dev/temporal/cli-server.ts';
import { serverCommand } from '../../dev/temporal/go-server.ts';
import { chooseSource, describeSource, NOTHING_FOUND, type SourceFinders } from '../../dev/temporal/source.ts';

/** A machine with nothing on it, except what the test gives. */
function machine(given: Partial<SourceFinders>): SourceFinders {
  return {
    cliOnPath: () => null,
    downloadedCli: () => null,
    downloadCli: async () => null,
    isCached: () => false,
    goIsUsable: () => false,
    build: async (wanted) => `/cache/${wanted.folder}/${wanted.binary}`,
    ...given,
  };
}

const built = { kind: 'go', server: '/cache/temporal-1.32.2/server', ui: '/cache/temporal-ui-2.54.1/server' };

test('the command on PATH comes first', async () => {
  const finders = machine({ cliOnPath: () => 'temporal', isCached: () => true });
  expect(await chooseSource(finders, null, true)).toEqual({ kind: 'cli', binary: 'temporal' });
});

test('data that the built server wrote stays with it', async () => {
  const finders = machine({ cliOnPath: () => 'temporal', isCached: () => true });
  expect(await chooseSource(finders, 'go', true)).toEqual(built);
});

test('a server in the cache needs no download', async () => {
  const downloadCli = () => Promise.reject(new Error('must not be tried'));
  expect(await chooseSource(machine({ isCached: () => true, downloadCli }), null, true)).toEqual(built);
});

test('the download comes before a build', async () => {
  const finders = machine({ downloadCli: async () => '/cache/temporal', goIsUsable: () => true });
  expect(await chooseSource(finders, null, true)).toEqual({ kind: 'cli', binary: '/cache/temporal' });
});

test('without a download the server is built, and without its page only the server', async () => {
  expect(await chooseSource(machine({ goIsUsable: () => true }), null, false)).toEqual({ ...built, ui: null });
});

test('without any source, one sentence says what to install', async () => {
  await expect(chooseSource(machine({}), null, true)).rejects.toThrow(NOTHING_FOUND);
});

test.each([
  [{ kind: 'cli', binary: 'temporal' }, 'the temporal command on PATH'],
  [{ kind: 'cli', binary: '/cache/temporal' }, 'the Temporal SDK’s download, /cache/temporal'],
  [{ kind: 'go', server: '/cache/server', ui: null }, 'the server that Go built, /cache/server'],
] as const)('the log says which server was taken: %j', (source, line) => {
  expect(describeSource(source)).toBe(line);
});

test.each([
  ['temporal version 1.8.2 (Server 1.31.2, UI 2.54.1)', true],
  ['temporal version 2.0.0', true],
  ['temporal version 1.7.3 (Server 1.30.0)', false],
  ['temporal version 0.13.0', false],
  ['something else', false],
])('whether “%s” is new enough is read from the version', (text, enough) => {
  expect(isNewEnough(text)).toBe(enough);
});

test('no web page reaches the server by HTTP, whichever it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vibe-temporal-'));
  try {
    const { args } = startDevCommand('temporal', join(folder, 'cli'), 7233, null);
    expect(args).toContain('frontend.httpAllowedHosts=["none.invalid"]');
    const { env } = await serverCommand('/cache/server', join(folder, 'go'), 7233, new Set());
    expect(env.FRONTEND_HTTP_PORT).toBe('0');
    const dynamic = readFileSync(String(env.DYNAMIC_CONFIG_FILE_PATH), 'utf8');
    expect(dynamic).toContain('frontend.httpAllowedHosts: [{ value: ["none.invalid"] }]');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
