import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Command } from './child-process.ts';
import { nodeBinary, privateFolder, projectRoot } from './paths.ts';

/** More than the demo and the benchmarks send; the oldest mails go first. */
const KEPT_MAILS = 5_000;

export interface InboxPorts {
  smtp: number;
  /** Of the page that people open. */
  page: number;
  /** Of the inbox itself, which only the guard before it may ask. */
  web: number;
}

/** The mail inbox: it takes every mail by SMTP and shows them on a web page, behind a guard. */
export function inboxCommands(folder: string, ports: InboxPorts): { inbox: Command; guard: Command } {
  privateFolder(folder);
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    MAILDEV_WEB_PASS: randomBytes(18).toString('base64url'),
  };
  const inbox: Command = {
    name: 'inbox',
    file: nodeBinary,
    args: [
      path.join(projectRoot, 'node_modules', 'maildev', 'dist', 'bin', 'maildev.js'),
      '--ip=127.0.0.1',
      `--smtp=${ports.smtp}`,
      '--web-ip=127.0.0.1',
      `--web=${ports.web}`,
      '--web-user=inbox',
      `--mail-directory=${folder}`,
      `--max-emails=${KEPT_MAILS}`,
      '--silent',
    ],
    cwd: folder,
    env,
    stopSignal: 'SIGTERM',
  };
  const guard: Command = {
    name: 'inbox-guard',
    file: nodeBinary,
    args: ['--disable-warning=ExperimentalWarning', 'dev/inbox-guard.ts'],
    cwd: projectRoot,
    env: { ...env, GUARD_PORT: String(ports.page), GUARD_TARGET_PORT: String(ports.web) },
    stopSignal: 'SIGTERM',
  };
  return { inbox, guard };
}

/** The page. It answers those that accept HTML, as browsers do; under `/index.html` it would not find its own API. */
export function inboxPage(webPort: number): string {
  return `http://127.0.0.1:${webPort}`;
}
