import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Command } from '../../dev/child-process.ts';
import { ProcessLedger } from '../../dev/process-ledger.ts';
import { PATIENCE } from '../support/patience.ts';

const SLEEPER = path.join(import.meta.dirname, 'sleeper.mjs');

/** `sleeper.mjs` with the given words. */
export function sleeper(name: string, ...words: string[]): Command {
  return { name, file: process.execPath, args: [SLEEPER, ...words], env: {}, stopSignal: 'SIGTERM' };
}

/** A folder that is gone after the test, with the ledger in it. */
export function temporaryLedger(): { folder: string; ledger: ProcessLedger; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vibe-dev-'));
  return {
    folder,
    ledger: new ProcessLedger(path.join(folder, 'processes.json')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Collects output and tells when a line has come. */
export function recorder() {
  const lines: string[] = [];
  return {
    lines,
    output: (name: string, line: string) => void lines.push(`${name}: ${line}`),
    async saw(line: string, withinMs = 10_000): Promise<void> {
      const deadline = Date.now() + PATIENCE * withinMs;
      while (!lines.some((one) => one.includes(line))) {
        if (Date.now() > deadline) throw new Error(`"${line}" did not come; got ${JSON.stringify(lines)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
