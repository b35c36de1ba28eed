import type { Config } from '../../../platform/config.ts';
import { newId } from '../../../platform/db/ids.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Answered } from '../../../platform/http/idempotency/idempotency.ts';
import { readMultipart } from '../../../platform/http/multipart.ts';
import { invalidRequest, notFound, type Problem, ProblemError, problem } from '../../../platform/http/problem.ts';
import { type Reply, reply } from '../../../platform/http/reply.ts';
import type { StreamedBody } from '../../../platform/http/route.ts';
import type { Enqueue } from '../../../platform/jobs/enqueue.ts';
import { Semaphore } from '../../../platform/semaphore.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import { holdLivingUser } from '../../accounts/people/living-users.reads.ts';
import { recordEvent, recordEvents } from '../../events/record-event.service.ts';
import type { TransferMetrics } from '../file-metrics.ts';
import { REFUSALS, type Refusal } from '../files.contract.ts';
import { processJobType } from '../files.jobs.ts';
import { presentFile } from '../files.presenter.ts';
import { type FileRow, findFiles } from '../files.queries.ts';
import { type AcceptedFile, isAccepted, type Spool, type SpooledFile } from './spool.ts';
import { abandon, commit, type Reservation, type ReservedFile, reserve } from './upload.ledger.ts';
import type { UploadResult } from './upload.schema.ts';

/** Objects that one process sends to the storage at a time. */
const PUTS_AT_ONCE = 4;
const SHA256 = /^[0-9a-f]{64}$/i;
const SHA256_FIELD = 'sha256';

export interface UploadDeps {
  config: Pick<Config, 'files'>;
  storage: Storage;
  spool: Spool;
  enqueue: Enqueue;
  metrics: TransferMetrics;
}

/** The outcome of a file of the form. */
type Fate = { refused: Refusal } | { fileId: string; isNew: boolean };

/** The hashes that the client announced, by place of the file. */
function announcedHashes(fields: ReadonlyMap<string, readonly string[]>, files: number): (string | null)[] {
  const unknown = [...fields.keys()].filter((name) => name !== SHA256_FIELD);
  const hashes = fields.get(SHA256_FIELD) ?? [];
  const errors = unknown.map((name) => ({
    field: `body.${name}`,
    code: 'unknown_field',
    message: 'This field is not known',
  }));
  if (hashes.length > 0 && hashes.length !== files) {
    errors.push({ field: 'body.sha256', code: 'wrong_count', message: 'There must be one for each file, or none' });
  }
  if (hashes.some((hash) => hash !== '' && !SHA256.test(hash))) {
    errors.push({ field: 'body.sha256', code: 'invalid_format', message: 'A SHA-256 has 64 hexadecimal digits' });
  }
  if (errors.length > 0) throw new ProblemError(invalidRequest(errors));
  return Array.from({ length: files }, (_, place) => hashes[place]?.toLowerCase() || null);
}

function verified(file: SpooledFile, announced: string | null): SpooledFile {
  if (!isAccepted(file) || announced === null || announced === file.sha256) return file;
  return { name: file.name, refused: 'checksum_mismatch' };
}

/** Hash of everything that was sent, for the idempotency key. */
function fingerprintOf(files: readonly SpooledFile[], announced: readonly (string | null)[]): string {
  return JSON.stringify([
    files.map((file) => (isAccepted(file) ? [file.name, file.size, file.sha256] : [file.name, file.refused])),
    announced,
  ]);
}

function presentResult(name: string, fate: Fate, files: ReadonlyMap<string, FileRow>): UploadResult {
  if ('refused' in fate) {
    return { name, outcome: 'refused', file: null, code: fate.refused, message: REFUSALS[fate.refused] };
  }
  const file = files.get(fate.fileId);
  const outcome = fate.isNew ? 'accepted' : 'existing';
  return { name, outcome, file: file ? presentFile(file) : null, code: null, message: null };
}

export function createUploads({ config, storage, spool, enqueue, metrics }: UploadDeps) {
  const { maxPerRequest, quotaBytes, clamd } = config.files;
  const puts = new Semaphore(PUTS_AT_ONCE);

  async function store({ key, file }: ReservedFile): Promise<void> {
    const { contentType, size, sha256 } = file;
    await puts.take(() => storage.putFile(key, file.path, { contentType, size, sha256 }));
  }

  /** Stores the objects. If one fails, none is kept, and the client repeats the request. */
  async function storeAll(em: Em, reserved: readonly ReservedFile[]): Promise<void> {
    const stored = await Promise.allSettled(reserved.map(store));
    const failed = stored.find((result) => result.status === 'rejected');
    if (failed === undefined) return;
    await transact(em, (tx) =>
      abandon(
        tx,
        reserved.map(({ key }) => key),
      ),
    );
    throw failed.reason;
  }

  /** Runs in one transaction with the answer, after the bytes are stored. */
  async function settle(
    tx: Em,
    userId: string,
    files: readonly SpooledFile[],
    reservations: readonly Reservation[],
  ): Promise<Reply | Problem> {
    if (!(await holdLivingUser(tx, userId))) return notFound('The user');
    const reserved = reservations.filter((entry) => 'key' in entry);
    const jobId = newId();
    const committed = await commit(tx, userId, reserved, { jobId, scan: clamd === null ? 'skipped' : 'pending' });
    if (committed === null) {
      return problem(503, 'upload_expired', 'Storing the files took too long. Send them again.', {
        headers: { 'Retry-After': '1' },
      });
    }
    const fates = fatesOf(files, reservations, committed);
    const ids = fates.flatMap((fate) => ('fileId' in fate ? [fate.fileId] : []));
    const rowsById = await findFiles(tx, ids);
    const results = files.map((file, place) => presentResult(file.name, fates[place] as Fate, rowsById));
    const fresh = committed.filter(({ isNew }) => isNew).length;
    if (ids.length === 0) {
      return problem(422, 'no_file_accepted', 'None of the files was accepted; `results` says why.', {
        members: { results },
      });
    }
    if (fresh === 0) return reply(200, { jobId: null, results });
    await enqueue(tx, {
      id: jobId,
      type: processJobType,
      input: {},
      summary: fresh === 1 ? 'process a file' : `process ${fresh} files`,
      requestedBy: userId,
    });
    await recordEvent(tx, { name: 'files.uploaded', userId, properties: { files: fresh } });
    return reply(202, { jobId, results }, { Location: `/api/jobs/${jobId}` });
  }

  /** Records why files were refused. Statistics count refusals whatever the answer is. */
  async function noteRefusals(em: Em, userId: string, files: readonly { refused?: Refusal }[]): Promise<void> {
    const codes = files.flatMap(({ refused }) => (refused === undefined ? [] : [refused]));
    for (const code of codes) metrics.refused(code);
    await recordEvents(
      em,
      codes.map((code) => ({ name: 'files.refused', userId, properties: { code } })),
    );
  }

  return {
    limits: config.files,

    /**
     * Takes the files of a form. Each is accepted, found to exist already, or refused by itself.
     * @throws ProblemError for a form that is refused as a whole; StorageUnavailable, after which nothing is left
     */
    async upload(em: Em, userId: string, body: StreamedBody): Promise<Answered | Problem> {
      const full = await spool.roomProblem();
      if (full) return full;
      const limits = { files: maxPerRequest, fields: maxPerRequest };
      const form = await readMultipart(
        body,
        limits,
        (file) => spool.take(file),
        (files) => spool.discard(files),
      );
      try {
        if (form.files.length === 0) {
          return invalidRequest([{ field: 'body.files', code: 'missing', message: 'The form has no file' }]);
        }
        const announced = announcedHashes(form.fields, form.files.length);
        const files = form.files.map((file, place) => verified(file, announced[place] ?? null));
        const fingerprint = fingerprintOf(files, announced);
        const known = await body.once.find(em, fingerprint);
        if (known) return known;
        const accepted: AcceptedFile[] = files.filter(isAccepted);
        for (const { size } of accepted) metrics.received(size);
        const reservations = await transact(em, (tx) => reserve(tx, userId, accepted, quotaBytes));
        await noteRefusals(em, userId, [
          ...files.filter((file) => 'refused' in file),
          ...reservations.filter((entry) => 'refused' in entry),
        ]);
        const reserved = reservations.filter((entry) => 'key' in entry);
        await storeAll(em, reserved);
        const answered = await body.once.run(em, fingerprint, (tx) => settle(tx, userId, files, reservations));
        // Nothing needs the stored objects if the same request was answered already, or the transaction was rolled back.
        await transact(em, (tx) =>
          abandon(
            tx,
            reserved.map(({ key }) => key),
          ),
        );
        return answered;
      } finally {
        await spool.discard(form.files);
      }
    },
  };
}

function fatesOf(
  files: readonly SpooledFile[],
  reservations: readonly Reservation[],
  committed: readonly { id: string; isNew: boolean }[],
): Fate[] {
  const remaining = [...committed];
  const decided = reservations.map((entry): Fate | { twinOf: number } => {
    if ('key' in entry) {
      const { id, isNew } = remaining.shift() as { id: string; isNew: boolean };
      return { fileId: id, isNew };
    }
    return 'existing' in entry ? { fileId: entry.existing, isNew: false } : entry;
  });
  const accepted = decided.map((entry): Fate => {
    if (!('twinOf' in entry)) return entry;
    const first = decided[entry.twinOf] as { fileId: string };
    return { fileId: first.fileId, isNew: false };
  });
  return files.map((file) => (isAccepted(file) ? (accepted.shift() as Fate) : { refused: file.refused }));
}

export type Uploads = ReturnType<typeof createUploads>;
