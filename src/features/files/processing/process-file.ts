import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../../platform/config.ts';
import { RecordingTime, recordUntilWritten } from '../../../platform/db/record-until-written.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { JobFence } from '../../../platform/jobs/jobs.contract.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { scanFile } from '../../../platform/media/clamd.ts';
import type { MediaFault, MediaReport, MediaTask } from '../../../platform/media/media.contract.ts';
import type { MediaOutcome, MediaPool } from '../../../platform/media/media-pool.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import type { ProcessingMetrics } from '../file-metrics.ts';
import type { UploadType } from '../files.contract.ts';
import { SPOOL_PREFIXES } from '../spool-sweep.service.ts';
import { objectKey } from '../upload/upload.ledger.ts';
import {
  claimFile,
  type FileToProcess,
  failFile,
  finishFile,
  recordScan,
  releaseFile,
  reserveVariants,
} from './processing.ledger.ts';

export interface ProcessDeps {
  em(): Em;
  config: Pick<Config, 'files'>;
  storage: Storage;
  pool: MediaPool;
  metrics: ProcessingMetrics;
  logger: Logger;
}

/** Longer than a failover of Postgres takes. */
const RECORDING_MS = 60_000;

const KINDS: Readonly<Record<UploadType, MediaTask['kind']>> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'image',
  'image/gif': 'image',
  'image/avif': 'image',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/plain': 'text',
  'text/markdown': 'text',
  'text/csv': 'csv',
  'application/json': 'json',
};

const FAULTS = {
  original_missing: { code: 'original_missing', message: 'The bytes of the file are lost' },
  processing_crashed: { code: 'processing_crashed', message: 'The file ended the programs that tried to read it' },
  processing_timeout: { code: 'processing_timeout', message: 'The file took too long to read' },
  infected: { code: 'infected', message: 'The virus scanner found something in the file' },
} as const satisfies Record<string, MediaFault>;

function taskOf(file: FileToProcess, path: string, folder: string): MediaTask {
  const kind = KINDS[file.contentType as UploadType];
  if (kind !== 'image') return { kind, path };
  return { kind, path, folder, size: file.size, contentType: file.contentType };
}

function faultOf(outcome: MediaOutcome): MediaFault | null {
  if ('fault' in outcome) return outcome.fault;
  if (!('died' in outcome)) return null;
  return outcome.died === 'timeout' ? FAULTS.processing_timeout : FAULTS.processing_crashed;
}

/**
 * Processes an uploaded file: scans it, reads what is shown of it, and makes its variants. A fault of the file is recorded with the
 * file.
 * @throws when the storage, the database or the scanner is unavailable, or on an abort
 */
export async function processFile(
  deps: ProcessDeps,
  fence: JobFence,
  file: FileToProcess,
  signal: AbortSignal,
): Promise<void> {
  const { em, metrics } = deps;
  const startedAt = performance.now();
  const claim = await claimFile(em(), file.id);
  if (claim === 'gone') return;
  const count = (code: string | null) =>
    metrics.processed(KINDS[file.contentType as UploadType], performance.now() - startedAt, code);
  const fail = async (fault: MediaFault) => {
    await transact(em(), (tx) => failFile(tx, fence, file.id, fault));
    count(fault.code);
  };
  if (claim === 'crashed') return await fail(FAULTS.processing_crashed);
  const folder = await mkdtemp(join(deps.config.files.spoolDirectory, SPOOL_PREFIXES.media));
  try {
    const path = join(folder, 'original');
    if (file.key === null || !(await deps.storage.getFile(file.key, path, { signal })))
      return await fail(FAULTS.original_missing);
    if ((await scan(deps, file, path, signal)) === 'infected') return await fail(FAULTS.infected);
    const outcome = await deps.pool.run(taskOf(file, path, folder), signal);
    const fault = faultOf(outcome);
    if (fault) return await fail(fault);
    await keep(deps, fence, file, (outcome as { report: MediaReport }).report, signal);
    count(null);
  } catch (error) {
    await releaseFile(em(), file.id);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function scan({ em, config }: ProcessDeps, file: FileToProcess, path: string, signal: AbortSignal) {
  const { clamd } = config.files;
  if (file.scan !== 'pending') return file.scan;
  // If the scanner was removed from the configuration meanwhile, the file was not scanned, and its row says `skipped`.
  const verdict =
    clamd === null
      ? ({ scan: 'skipped' } as const)
      : file.size > clamd.maxBytes
        ? ({ scan: 'not_scanned' } as const)
        : await scanFile(clamd.address, path, signal);
  await recordScan(em(), file.id, verdict.scan);
  return verdict.scan;
}

async function keep(
  { em, storage, logger }: ProcessDeps,
  fence: JobFence,
  file: FileToProcess,
  { meta, variants }: MediaReport,
  signal: AbortSignal,
): Promise<void> {
  const reserved = variants.map((variant) => ({ ...variant, key: objectKey(file.id, 1, variant.variant) }));
  await reserveVariants(em(), file, reserved);
  for (const { key, path, size, sha256 } of reserved) {
    await storage.putFile(key, path, { contentType: 'image/webp', size, sha256, signal });
  }
  // The work is done, so a database that is unavailable for a moment must not cause all of it to be repeated.
  await recordUntilWritten(() => transact(em(), (tx) => finishFile(tx, fence, file, meta, reserved)), {
    what: 'a processed file',
    time: new RecordingTime(performance.now() + RECORDING_MS, signal),
    logger,
  });
}
