import { randomBytes } from 'node:crypto';
import type { Dataset } from '../../platform/datasets/dataset.ts';
import { type Snapshot, withSnapshot } from '../../platform/db/copy-out.ts';
import type { Em } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import type { Role } from '../../platform/http/principal.ts';
import type { JobFence } from '../../platform/jobs/jobs.contract.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { dropAllMade, dropMade, reserveMade } from '../files/made/made-files.service.ts';
import { countStatement, settingsOf } from './dataset-query.ts';
import { ExportFailure } from './export-failure.ts';
import { compressionOf, contentTypeOf, fileNameOf } from './export-file.domain.ts';
import { ARCHIVE, EXPORT_ERRORS, type ExportSpec, MAX_PDF_ROWS } from './exports.contract.ts';
import { type BegunExport, type Publication, publishExport } from './exports.ledger.ts';
import { mayExport } from './exports.policy.ts';
import { bodyOf, type CountedDataset } from './formats/body-of.ts';
import { titleOf } from './titles.ts';
import { JOB_ENDED, watchJob } from './watch-job.ts';
import { writeBody } from './write-body.ts';

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
  /** Only the user can download it, signed in. */
  signInOnly: boolean;
}

export interface ExportWriterDeps {
  em(): Em;
  databaseUrl: string;
  storage: Storage;
  datasets: readonly Dataset[];
  /** Role of the user; null unless the account is alive and enabled. */
  findRole(em: Em, userId: string): Promise<Role | null>;
  /** Notifies the user, in the transaction that publishes. */
  tell(tx: Em, published: PublishedExport): Promise<void>;
}

/** Writes an export and publishes it. If the job ends meanwhile, it publishes nothing and removes its objects. */
export type ExportWriter = (
  begun: BegunExport,
  fence: JobFence,
  attempt: number,
  cancelled: AbortSignal,
) => Promise<void>;

export function createExportWriter(deps: ExportWriterDeps): ExportWriter {
  const { storage } = deps;

  /** The datasets of the export. The user may have lost the right to them since the request. */
  async function datasetsFor({ requestedBy, spec }: BegunExport): Promise<readonly [Dataset, ...Dataset[]]> {
    const role = await deps.findRole(deps.em(), requestedBy);
    const [first, ...others] = deps.datasets.filter((dataset) =>
      spec.dataset === ARCHIVE ? dataset.audience === 'person' : dataset.name === spec.dataset,
    );
    if (first === undefined || role === null || !mayExport(role, first)) {
      throw new ExportFailure(EXPORT_ERRORS.notAllowed, 'you may not export this any more', true);
    }
    return [first, ...others];
  }

  /**
   * Writes the object.
   * @returns undefined when the job has ended meanwhile; nothing is left then
   */
  async function writeObject({ begun, fence, key, datasets, cancelled }: Writing): Promise<Publication | undefined> {
    const { spec, requestedBy } = begun;
    const watch = watchJob(deps.em, fence, key);
    const signal = AbortSignal.any([cancelled, watch.signal, AbortSignal.timeout(LONGEST_MS)]);
    const settings = settingsOf(spec, requestedBy);
    try {
      return await withSnapshot(
        { databaseUrl: deps.databaseUrl, settings, timeZone: spec.timeZone, signal },
        async (snapshot) => {
          const parts = await countAll(snapshot, datasets, spec);
          const total = parts.reduce((sum, part) => sum + part.total, 0);
          watch.show(0, total);
          if (spec.format === 'pdf' && total > MAX_PDF_ROWS) {
            const message = `A PDF has at most ${MAX_PDF_ROWS} rows, and these are ${total}. Ask for a shorter range or another format.`;
            throw new ExportFailure(EXPORT_ERRORS.tooManyRows, message, true);
          }
          const compression = compressionOf(spec.compression, spec.format, total);
          const contentType = contentTypeOf(spec.format, compression);
          const body = bodyOf({ parts, spec, snapshot, storage, onRows: (rows) => watch.show(rows, total) });
          const object = await writeBody({ body, compression, contentType, storage, key, signal });
          await snapshot.settled();
          if (body.rows() !== total) {
            const message = `${total} rows were counted, ${body.rows()} written`;
            throw new ExportFailure(EXPORT_ERRORS.rowsDiffer, message, false);
          }
          const { takenAt } = snapshot;
          return {
            ...object,
            rows: total,
            cutCells: body.cutCells(),
            substitutes: body.substitutes?.() ?? 0,
            key,
            takenAt,
            fileName: fileNameOf({ ...spec, compression, takenAt }),
            contentType,
          };
        },
      );
    } catch (error) {
      if (watch.signal.reason !== JOB_ENDED) throw error;
      await dropMade(deps.em(), storage, key);
      return undefined;
    } finally {
      await watch.stop();
    }
  }

  return async (begun, fence, attempt, cancelled) => {
    const datasets = await datasetsFor(begun);
    const prefix = `exports/${begun.id}/`;
    await dropAllMade(deps.em(), storage, { fileId: begun.id, prefix, signal: cancelled });
    const key = `${prefix}${fence.generation}-${attempt}-${randomBytes(8).toString('hex')}`;
    await reserveMade(deps.em(), { fileId: begun.id, ownerId: begun.requestedBy, key });
    const file = await writeObject({ begun, fence, key, datasets, cancelled });
    if (file === undefined) return;
    const published = await transact(deps.em(), async (tx) => {
      const expiresAt = await publishExport(tx, fence, begun, file);
      if (expiresAt === undefined) return false;
      const { rows, bytes } = file;
      const { format, signInOnly = false } = begun.spec;
      await deps.tell(tx, {
        id: begun.id,
        userId: begun.requestedBy,
        title: titleOf(begun.spec.dataset, datasets),
        format,
        rows,
        bytes,
        expiresAt,
        signInOnly,
      });
      return true;
    });
    // Another attempt was faster, or the job was ended.
    if (!published) await dropMade(deps.em(), storage, key);
  };
}

interface Writing {
  begun: BegunExport;
  fence: JobFence;
  key: string;
  datasets: readonly [Dataset, ...Dataset[]];
  cancelled: AbortSignal;
}

/** Counts one dataset after the other, since they share one connection. */
async function countAll(
  snapshot: Snapshot,
  [first, ...others]: Writing['datasets'],
  spec: ExportSpec,
): Promise<readonly [CountedDataset, ...CountedDataset[]]> {
  const count = async (dataset: Dataset): Promise<CountedDataset> => {
    const [counted] = await snapshot.query<{ count: number }>(countStatement(dataset, spec));
    if (!counted) throw new Error('count returned no row');
    return { dataset, total: counted.count };
  };
  const parts: [CountedDataset, ...CountedDataset[]] = [await count(first)];
  for (const dataset of others) parts.push(await count(dataset));
  return parts;
}
