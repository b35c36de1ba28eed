import type { Dataset } from '../../platform/datasets/dataset.ts';
import { type Snapshot, withSnapshot } from '../../platform/db/copy-out.ts';
import type { Em } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import type { Role } from '../../platform/http/principal.ts';
import type { JobFence } from '../../platform/jobs/jobs.contract.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { countStatement, settingsOf } from './dataset-query.ts';
import { ExportFailure } from './export-failure.ts';
import { compressionOf, contentTypeOf, fileNameOf } from './export-file.domain.ts';
import { EXPORT_ERRORS, type ExportSpec } from './exports.contract.ts';
import { type BegunExport, type Publication, publishExport } from './exports.ledger.ts';
import { mayExport } from './exports.policy.ts';
import { newObjectKey, removeObjects } from './objects-of-export.ts';
import { JOB_ENDED, watchJob } from './watch-job.ts';
import { writeRows } from './write-rows.ts';

/** Milliseconds of a whole attempt. */
const LONGEST_MS = 2 * 3_600_000;

export interface PublishedExport {
  id: string;
  userId: string;
  /** The dataset in words. */
  title: string;
  format: BegunExport['spec']['format'];
  rows: number;
  bytes: number;
  expiresAt: Date;
}

export interface ExportWriterDeps {
  em(): Em;
  databaseUrl: string;
  storage: Storage;
  datasets: readonly Dataset[];
  /** Of a living, enabled account. */
  findRole(em: Em, userId: string): Promise<Role | null>;
  /** Tells the user, in the transaction that publishes. */
  tell(tx: Em, published: PublishedExport): Promise<void>;
}

/** Writes an export and publishes it. Without an effect when the job ends meanwhile; its objects are removed then. */
export type ExportWriter = (
  begun: BegunExport,
  fence: JobFence,
  attempt: number,
  cancelled: AbortSignal,
) => Promise<void>;

export function createExportWriter(deps: ExportWriterDeps): ExportWriter {
  const { storage } = deps;

  /** Who asked may have lost the right to it since. */
  async function datasetFor({ requestedBy, spec }: BegunExport): Promise<Dataset> {
    const role = await deps.findRole(deps.em(), requestedBy);
    const dataset = deps.datasets.find(({ name }) => name === spec.dataset);
    if (dataset === undefined || role === null || !mayExport(role, dataset)) {
      throw new ExportFailure(EXPORT_ERRORS.notAllowed, 'you may not export this any more', true);
    }
    return dataset;
  }

  /** Writes the object. @returns undefined when the job has ended meanwhile; nothing is left then */
  async function writeObject({ begun, fence, key, dataset, cancelled }: Writing): Promise<Publication | undefined> {
    const { spec, requestedBy } = begun;
    const watch = watchJob(deps.em, fence);
    const signal = AbortSignal.any([cancelled, watch.signal, AbortSignal.timeout(LONGEST_MS)]);
    const settings = settingsOf(spec, requestedBy);
    try {
      return await withSnapshot(
        { databaseUrl: deps.databaseUrl, settings, timeZone: spec.timeZone, signal },
        async (snapshot) => {
          const total = await countRows(snapshot, dataset, spec);
          watch.show(0, total);
          const compression = compressionOf(spec.compression, total);
          const onLines = (lines: number) => watch.show(Math.min(lines, total), total);
          const object = await writeRows({ dataset, spec, snapshot, compression, storage, key, signal, onLines });
          if (object.rows !== total) {
            const message = `${total} rows were counted, ${object.rows} written`;
            throw new ExportFailure(EXPORT_ERRORS.rowsDiffer, message, false);
          }
          const { takenAt } = snapshot;
          return {
            ...object,
            key,
            takenAt,
            fileName: fileNameOf({ ...spec, compression, takenAt }),
            contentType: contentTypeOf(spec.format, compression),
          };
        },
      );
    } catch (error) {
      if (watch.signal.reason !== JOB_ENDED) throw error;
      await storage.delete(key);
      return undefined;
    } finally {
      await watch.stop();
    }
  }

  return async (begun, fence, attempt, cancelled) => {
    const dataset = await datasetFor(begun);
    await removeObjects(storage, begun.id, cancelled);
    const key = newObjectKey(begun.id, fence.generation, attempt);
    const file = await writeObject({ begun, fence, key, dataset, cancelled });
    if (file === undefined) return;
    const published = await transact(deps.em(), async (tx) => {
      const expiresAt = await publishExport(tx, fence, begun.spec, file);
      if (expiresAt === undefined) return false;
      const { rows, bytes } = file;
      const { format } = begun.spec;
      await deps.tell(tx, {
        id: begun.id,
        userId: begun.requestedBy,
        title: dataset.title,
        format,
        rows,
        bytes,
        expiresAt,
      });
      return true;
    });
    // Another attempt was faster, or the job was ended.
    if (!published) await storage.delete(key);
  };
}

interface Writing {
  begun: BegunExport;
  fence: JobFence;
  key: string;
  dataset: Dataset;
  cancelled: AbortSignal;
}

async function countRows(snapshot: Snapshot, dataset: Dataset, spec: ExportSpec): Promise<number> {
  const [counted] = await snapshot.query<{ count: number }>(countStatement(dataset, spec));
  if (!counted) throw new Error('count returned no row');
  return counted.count;
}
