import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type System, signUp, startSystem } from '../../test/support/system.ts';
import { startS3Server } from '../../test/support/versitygw.ts';

export interface Stack {
  system: System;
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** The real programs over one of the storages. */
export async function startStack(driver: 'local' | 's3', folder: string): Promise<Stack> {
  const store = driver === 's3' ? await startS3Server() : null;
  const s3 = store?.storage.s3 ?? null;
  const env: Record<string, string> = {
    UPLOAD_SPOOL_DIR: join(folder, `spool-${driver}`),
    UPLOAD_MIN_FREE_BYTES: '0',
    FILES_QUOTA_BYTES: '100000000000',
    HTTP_CHECK_RESPONSES: 'false',
    PROGRAM_OUTPUT: 'discard',
    ...(s3 === null
      ? { STORAGE_DIR: join(folder, 'storage') }
      : {
          S3_BUCKET: s3.bucket,
          S3_ENDPOINT: s3.endpoint ?? '',
          S3_REGION: s3.region,
          S3_ACCESS_KEY_ID: s3.accessKeyId ?? '',
          S3_SECRET_ACCESS_KEY: s3.secretAccessKey ?? '',
        }),
  };
  const system = await startSystem({ env });
  return {
    system,
    env,
    stop: async () => {
      await system.stop();
      await store?.stop();
    },
  };
}

let people = 0;

/** A user who has uploaded nothing yet. */
export async function someone({ system }: Stack): Promise<string> {
  people += 1;
  return (await signUp(system.api.url, `bench${people}.${Date.now()}@example.test`)).token;
}

/** Uploads files in one request. @throws unless all are accepted @returns their ids */
export async function upload(url: string, token: string, paths: readonly string[]): Promise<string[]> {
  const form = new FormData();
  for (const path of paths) form.append('files', await openAsBlob(path), 'photo.jpg');
  const answer = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
  if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
  const { results } = (await answer.json()) as { results?: { file: { id: string } }[] };
  return (results ?? []).map(({ file }) => file.id);
}

/** The larger variant of an image, once it is processed; the smaller one of an image that is smaller than both. */
export async function variantOf({ system }: Stack, token: string, id: string): Promise<Uint8Array> {
  const url = `${system.api.url}/api/files/${id}`;
  const headers = { authorization: `Bearer ${token}` };
  for (;;) {
    const file = (await (await fetch(url, { headers })).json()) as { status: string; variants: { variant: string }[] };
    if (file.status === 'failed') throw new Error(JSON.stringify(file));
    if (file.status === 'ready') {
      const variant = file.variants.at(0)?.variant;
      if (variant === undefined) throw new Error(`no variant of ${id} is smaller than it`);
      return new Uint8Array(await (await fetch(`${url}/download?variant=${variant}`, { headers })).arrayBuffer());
    }
    await sleep(50);
  }
}

/** The server of the baselines. */
export async function startBaseline(
  env: Record<string, string>,
  args: readonly string[],
): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const script = fileURLToPath(new URL('./upload-baseline.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    url: `http://127.0.0.1:${line.replace('ready ', '')}`,
    pid: child.pid as number,
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** Megabytes by which a process has grown beyond what it has now while the work was done, by the mark that the kernel keeps. */
export async function growthOf(pid: number, work: () => Promise<void>): Promise<number> {
  const field = async (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  const before = await field('VmRSS');
  await work();
  return Math.max(0, (await field('VmHWM')) - before);
}
