import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { freePort } from '../../test/support/programs.ts';

/** Debian's Prometheus and Alertmanager, as they come: what other people would watch this system with. */

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 5_000;

export interface Watcher {
  url: string;
  stop(): Promise<void>;
}

/** @throws Error that says how to get it, when a program is not installed */
export function requireInstalled(...programs: readonly string[]): void {
  const missing = programs.filter((program) => spawnSync(program, ['--version']).error !== undefined);
  if (missing.length === 0) return;
  throw new Error(`not installed: ${missing.join(', ')}. On Debian: apt-get install ${missing.join(' ')}`);
}

async function untilAnswers(url: string, child: ChildProcess, said: readonly string[]): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await delay(200);
  }
  throw new Error(`${url} does not answer:\n${said.slice(-20).join('')}`);
}

async function start(program: string, files: Record<string, unknown>, args: (folder: string) => string[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'vibe-bench-watcher-'));
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), stringify(content));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(program, [...args(folder), `--web.listen-address=127.0.0.1:${port}`], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => said.push(text));
  const exited = once(child, 'exit');
  await untilAnswers(`${url}/-/ready`, child, said);
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await Promise.race([exited, delay(STOP_WITHIN_MS)]);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface PrometheusRule {
  alert: string;
  expr: string;
  for?: string;
  labels?: Record<string, string>;
}

/** @param config beside its rules; intervals are Prometheus's own unless it names them */
export async function startPrometheus(config: object, rules: readonly PrometheusRule[]): Promise<Watcher> {
  const files = {
    'prometheus.yml': { ...config, rule_files: ['rules.yml'] },
    'rules.yml': { groups: [{ name: 'bench', rules }] },
  };
  return await start('prometheus', files, (folder) => [
    `--config.file=${path.join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${path.join(folder, 'data')}`,
    '--log.level=warn',
  ]);
}

/** Tells everything to one webhook. Grouping and waiting are Alertmanager's own. */
export async function startAlertmanager(webhook: string): Promise<Watcher> {
  const config = {
    route: { receiver: 'bench', group_by: ['alertname'] },
    receivers: [{ name: 'bench', webhook_configs: [{ url: webhook }] }],
  };
  return await start('prometheus-alertmanager', { 'alertmanager.yml': config }, (folder) => [
    `--config.file=${path.join(folder, 'alertmanager.yml')}`,
    `--storage.path=${path.join(folder, 'data')}`,
    '--cluster.listen-address=',
    '--log.level=warn',
  ]);
}
