import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from '../child-process.ts';
import { cacheDir, privateFolder } from '../paths.ts';
import { DYNAMIC_CONFIG } from './go-server.ts';

/** Older ones carry a server without priority and fairness keys. */
const OLDEST_CLI = { major: 1, minor: 8 } as const;
const DOWNLOADS = path.join(cacheDir, 'temporal-cli-1.24.0');

/** Understands what `temporal --version` prints. */
export function isNewEnough(versionText: string): boolean {
  const [, major, minor] = /version v?(\d+)\.(\d+)/.exec(versionText) ?? [];
  if (major === undefined || minor === undefined) return false;
  return Number(major) > OLDEST_CLI.major || (Number(major) === OLDEST_CLI.major && Number(minor) >= OLDEST_CLI.minor);
}

function accepted(file: string): string | null {
  const answer = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return answer.status === 0 && isNewEnough(answer.stdout) ? file : null;
}

/** The `temporal` command of this machine, when it is new enough. */
export function cliOnPath(): string | null {
  return accepted('temporal');
}

/** What an earlier download left in the cache. */
export function downloadedCli(): string | null {
  try {
    const names = readdirSync(DOWNLOADS).filter((name) => name.startsWith('temporal') && !name.includes('.tmp'));
    for (const name of names) {
      const file = accepted(path.join(DOWNLOADS, name));
      if (file !== null) return file;
    }
  } catch {
    // nothing was downloaded yet
  }
  return null;
}

/**
 * Lets the SDK fetch its command line server; it fails within milliseconds where downloads are refused. The SDK only
 * downloads by starting one, which is stopped at once: ours is started by the supervisor like everything else.
 */
export async function downloadCli(): Promise<string | null> {
  mkdirSync(DOWNLOADS, { recursive: true });
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  try {
    const environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'cached-download', downloadDir: DOWNLOADS, ttl: '3650 days' } },
    });
    await environment.teardown();
  } catch {
    return null; // no way to the download from here: the caller has another source
  }
  return downloadedCli();
}

/** Server and web UI in one process. */
export function startDevCommand(binary: string, folder: string, port: number, uiPort: number | null): Command {
  privateFolder(folder);
  const dynamic = Object.entries(DYNAMIC_CONFIG).flatMap(([key, value]) => [
    '--dynamic-config-value',
    `${key}=${JSON.stringify(value)}`,
  ]);
  const page = uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)];
  return {
    name: 'temporal',
    file: binary,
    args: [
      'server',
      'start-dev',
      '--ip=127.0.0.1',
      '--port',
      String(port),
      ...page,
      '--db-filename',
      path.join(folder, 'cli.db'),
      '--log-level=error',
      '--sqlite-pragma=journal_mode=WAL',
      '--sqlite-pragma=synchronous=NORMAL',
      ...dynamic,
    ],
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stopSignal: 'SIGTERM',
  };
}
