import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../test/support/programs.ts';

export interface Redis {
  port: number;
  stop(): Promise<void>;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * A Redis of its own, kept as BullMQ's manual wants it in production: an append-only file synced every second, nothing evicted.
 * @throws Error that says what to install when there is none
 */
export async function startRedis(): Promise<Redis> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vibe-bench-redis-'));
  const port = await freePort();
  const child = spawn(
    'redis-server',
    // biome-ignore format: one option a line
    [
      '--bind', '127.0.0.1',
      '--port', String(port),
      '--dir', folder,
      '--appendonly', 'yes',
      '--appendfsync', 'everysec',
      '--maxmemory-policy', 'noeviction',
    ],
    { stdio: 'ignore' },
  );
  const exited = once(child, 'exit');
  const failed = exited.then(
    () => new Error('redis-server has ended'),
    () =>
      new Error(
        'redis-server is missing: install it (Debian: apt-get install redis-server), or leave BullMQ out by BENCH_PARTS',
      ),
  );
  for (let tries = 0; !(await listens(port)); tries += 1) {
    const error = await Promise.race([failed, delay(50, null)]);
    if (error !== null || tries > 200) {
      child.kill();
      await rm(folder, { recursive: true, force: true });
      throw error ?? new Error('redis-server does not listen');
    }
  }
  return {
    port,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
