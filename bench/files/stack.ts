import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MEMORY_ENVIRONMENT, memoryFlags } from '../../dev/program-memory.ts';
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

const READ_BYTES = 1_048_576;

/**
 * Uploads files in one request, in as little time of the processors as can be: on this machine it is taken from the server.
 * @throws unless all are accepted @returns their ids
 */
export async function upload(url: string, token: string, paths: readonly string[]): Promise<string[]> {
  const boundary = `bench-${randomUUID()}`;
  const name = 'content-disposition: form-data; name="files"; filename="photo.jpg"\r\ncontent-type: image/jpeg';
  const head = Buffer.from(`\r\n--${boundary}\r\n${name}\r\n\r\n`);
  const end = Buffer.from(`\r\n--${boundary}--\r\n`);
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size + head.length));
  const length = sizes.reduce((sum, size) => sum + size, end.length);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': length,
  };
  const form = request(url, { method: 'POST', headers });
  const answered = once(form, 'response') as Promise<[IncomingMessage]>;
  const sent = (async () => {
    for (const path of paths) {
      form.write(head);
      for await (const piece of createReadStream(path, { highWaterMark: READ_BYTES })) {
        if (!form.write(piece)) await once(form, 'drain');
      }
    }
    form.end(end);
  })();
  const [[answer]] = await Promise.all([answered, sent]);
  const said = await text(answer);
  if (answer.statusCode !== 202) throw new Error(`${answer.statusCode}: ${said}`);
  const { results } = JSON.parse(said) as { results?: { file: { id: string } }[] };
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

/** The server of the baselines, with the memory that our API has. */
export async function startBaseline(
  env: Record<string, string>,
  args: readonly string[],
): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const script = fileURLToPath(new URL('./upload-baseline.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...memoryFlags('api'), script, ...args],
    {
      env: { ...process.env, ...MEMORY_ENVIRONMENT, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
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
