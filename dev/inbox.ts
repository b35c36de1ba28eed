import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from './child-process.ts';
import { nodeBinary, projectRoot } from './paths.ts';

/** More than the demo and the benchmarks send; the oldest mails go first. */
const KEPT_MAILS = 5_000;

/** The mail inbox: it takes every mail by SMTP and shows them on a web page. */
export function inboxCommand(folder: string, smtpPort: number, webPort: number): Command {
  mkdirSync(folder, { recursive: true });
  return {
    name: 'inbox',
    file: nodeBinary,
    args: [
      path.join(projectRoot, 'node_modules', 'maildev', 'dist', 'bin', 'maildev.js'),
      '--ip=127.0.0.1',
      `--smtp=${smtpPort}`,
      '--web-ip=127.0.0.1',
      `--web=${webPort}`,
      `--mail-directory=${folder}`,
      `--max-emails=${KEPT_MAILS}`,
      '--silent',
    ],
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stopSignal: 'SIGTERM',
  };
}

/** The page. It answers those that accept HTML, as browsers do; under `/index.html` it would not find its own API. */
export function inboxPage(webPort: number): string {
  return `http://127.0.0.1:${webPort}`;
}
