import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { buildGoBinary } from '../../dev/go-binary.ts';
import { freePorts } from '../../dev/ports.ts';
import { ProcessLedger } from '../../dev/process-ledger.ts';
import { SupervisedService } from '../../dev/supervisor.ts';
import { VERSITYGW } from '../../dev/versitygw.ts';
import type { Config } from '../../src/platform/config.ts';

/** A real S3 server over a temporary folder, with one empty bucket. */
export interface S3Server {
  storage: Config['storage'];
  /** Ends its process at once; another one takes its place. */
  kill(): void;
  stop(): Promise<void>;
}

const ACCESS_KEY = 'test-access-key';
const SECRET_KEY = 'test-secret-key';
const BUCKET = 'vibe-test';

async function answers(url: string): Promise<boolean> {
  return await fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    () => true,
    () => false,
  );
}

export async function startS3Server(): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), 'vibe-s3-'));
  const ledger = new ProcessLedger(join(folder, 'processes.json'));
  const quiet = () => undefined;
  const file = await buildGoBinary(VERSITYGW, ledger, quiet, new AbortController().signal);
  const [port = 0] = await freePorts(1, new Set());
  const endpoint = `http://127.0.0.1:${port}`;
  mkdirSync(join(folder, 'data'));
  const service = new SupervisedService(
    {
      name: 's3',
      command: () => ({
        name: 's3',
        file,
        args: ['--port', `127.0.0.1:${port}`, 'posix', join(folder, 'data')],
        cwd: folder,
        env: { PATH: process.env.PATH, ROOT_ACCESS_KEY: ACCESS_KEY, ROOT_SECRET_KEY: SECRET_KEY },
        stopSignal: 'SIGTERM',
      }),
      ready: () => answers(endpoint),
      readyWithinMs: 20_000,
      stopWithinMs: 5_000,
    },
    ledger,
    quiet,
  );
  await service.start();
  const credentials = { accessKeyId: ACCESS_KEY, secretAccessKey: SECRET_KEY };
  const admin = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  await admin.send(new CreateBucketCommand({ Bucket: BUCKET }));
  admin.destroy();
  return {
    storage: {
      directory: '',
      s3: { bucket: BUCKET, endpoint, region: 'us-east-1', ...credentials, forcePathStyle: true },
    },
    kill: () => {
      if (service.pid !== null) process.kill(service.pid, 'SIGKILL');
    },
    stop: async () => {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
