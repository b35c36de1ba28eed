import { createWriteStream, type WriteStream } from 'node:fs';
import path from 'node:path';
import type { Output } from './child-process.ts';
import { privateFolder } from './paths.ts';
import { say } from './terminal.ts';

/** Lines that only tell what a healthy server does, by the name of the part. All of them are in the log files. */
const ROUTINE: Readonly<Record<string, RegExp>> = {
  postgres: /\b(LOG|HINT|DETAIL|STATEMENT|ERROR): |the database system is (starting up|shutting down)/,
  // a stopping server reports each of its parts that no longer finds the others
  temporal: /"level":"(error|warn|info)"|Loading configuration|Processing config file|All services are stopped/,
  'temporal-ui': /^\s*$|"status":[1-4]\d\d|Loading config|http server started|[/_\\]{3}|O\\|minimalist|echo\.labstack/,
  inbox: /^\s*$|MailDev API running/,
};

/** Whether a line of that part belongs on the terminal. The API's and the worker's all do. */
export function isWorthSaying(name: string, line: string): boolean {
  return !(ROUTINE[name]?.test(line) ?? false);
}

/** Prints lines with the name of their part before them, and keeps all of them in `<folder>/<name>.log` of this start. */
export function createLogs(folder: string): { output: Output; close(): void } {
  privateFolder(folder);
  const files = new Map<string, WriteStream>();
  const fileOf = (name: string) => {
    const known = files.get(name) ?? createWriteStream(path.join(folder, `${name}.log`), { flags: 'w' });
    files.set(name, known);
    return known;
  };
  return {
    output(name, line) {
      fileOf(name).write(`${line}\n`);
      if (isWorthSaying(name, line)) say(`${name.padEnd(11)} | ${line}`);
    },
    close() {
      for (const file of files.values()) file.end();
    },
  };
}
