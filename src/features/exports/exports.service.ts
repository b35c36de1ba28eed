import { sql } from 'kysely';
import type { Dataset } from '../../platform/datasets/dataset.ts';
import { lockName } from '../../platform/db/advisory-lock.ts';
import { newId } from '../../platform/db/ids.ts';
import type { Em } from '../../platform/db/sql.ts';
import type { Principal } from '../../platform/http/principal.ts';
import {
  type FieldError,
  invalidRequest,
  isProblem,
  notFound,
  type Problem,
  problem,
} from '../../platform/http/problem.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import type { JobRow } from '../../platform/jobs/job-row.ts';
import { recordDeed } from '../audit/audit.service.ts';
import { type ExportEstimate, estimateExport } from './estimates.service.ts';
import { specErrors, specOf } from './export-spec.ts';
import { ARCHIVE, type ExportSpec, queueOf } from './exports.contract.ts';
import { MAX_OPEN } from './exports.domain.ts';
import { exportJobType } from './exports.jobs.ts';
import { mayExport, maySeeExport } from './exports.policy.ts';
import { countOpen, type ExportRow, findExport, listExports } from './exports.queries.ts';
import type { ExportBody } from './exports.schema.ts';
import { titleOf } from './titles.ts';

const YEAR_MS = 366 * 86_400_000;

export interface ExportsServiceDeps {
  datasets: readonly Dataset[];
  enqueue: Enqueue;
}

export type ExportsService = ReturnType<typeof createExportsService>;

/** Use cases of exports: list the datasets, request one, estimate it, read it. */
export function createExportsService({ datasets, enqueue }: ExportsServiceDeps) {
  /** Errors of the request beside those of the dataset's own rules. */
  function requestErrors(principal: Principal, body: ExportBody): FieldError[] {
    const errors: FieldError[] = [];
    if (body.priority === 'critical' && principal.role !== 'admin') {
      errors.push({ field: 'body.priority', code: 'not_allowed', message: '`critical` needs the role admin' });
    }
    if (body.runAt !== undefined && Date.parse(body.runAt) > Date.now() + YEAR_MS) {
      errors.push({ field: 'body.runAt', code: 'too_far', message: 'Must be at most a year ahead' });
    }
    return errors;
  }

  /** Counts open exports under a lock, so that requests at the same time are counted one after the other. */
  async function tooMany(tx: Em, principal: Principal): Promise<Problem | undefined> {
    await lockName(tx, `exports-open:${principal.userId}`);
    const max = MAX_OPEN[principal.role];
    if ((await countOpen(tx, principal.userId)) < max) return undefined;
    return problem(
      429,
      'too_many_exports',
      `You have ${max} exports that have not ended. Wait for one, or cancel it.`,
      {
        headers: { 'Retry-After': '60' },
      },
    );
  }

  const namesFor = (principal: Principal) => datasets.filter((dataset) => mayExport(principal.role, dataset));

  function specFor(principal: Principal, body: ExportBody): ExportSpec | Problem {
    const dataset = namesFor(principal).find(({ name }) => name === body.dataset);
    if (dataset === undefined && body.dataset !== ARCHIVE) {
      const message = 'There is no such dataset that you may export';
      return invalidRequest([{ field: 'body.dataset', code: 'unknown_dataset', message }]);
    }
    const errors = [...specErrors(dataset, body), ...requestErrors(principal, body)];
    return errors.length > 0 ? invalidRequest(errors) : specOf(dataset, body);
  }

  async function write(
    tx: Em,
    principal: Principal,
    body: ExportBody,
    spec: ExportSpec,
    title: string,
  ): Promise<JobRow> {
    const id = newId();
    const { dataset, format } = spec;
    await recordDeed(tx, 'export.requested', { targetId: id, details: { dataset, format } });
    return await enqueue(tx, {
      id,
      type: exportJobType,
      input: { queue: queueOf(body.priority) },
      summary: `${title} as ${spec.format.toUpperCase()}`,
      requestedBy: principal.userId,
      priority: body.priority,
      runAt: body.runAt === undefined ? null : new Date(body.runAt),
      beside: sql`insert into export (id, requested_by, spec)
        select queued.id, queued.requested_by, ${JSON.stringify(spec)}::jsonb from queued`,
    });
  }

  return {
    /** Names of the datasets that the caller may export. */
    datasets: namesFor,

    /** Requests an export, in the transaction of `tx`. */
    async request(tx: Em, principal: Principal, body: ExportBody): Promise<JobRow | Problem> {
      const spec = specFor(principal, body);
      if (isProblem(spec)) return spec;
      const refused = await tooMany(tx, principal);
      if (refused !== undefined) return refused;
      return await write(tx, principal, body, spec, titleOf(body.dataset, datasets));
    },

    /** Estimates what {@link request} would make of the same body now. */
    async estimate(em: Em, principal: Principal, body: ExportBody): Promise<ExportEstimate | Problem> {
      const spec = specFor(principal, body);
      if (isProblem(spec)) return spec;
      const parts = datasets.filter(({ name, audience }) =>
        spec.dataset === ARCHIVE ? audience === 'person' : name === spec.dataset,
      );
      return await estimateExport(em, parts, spec, principal.userId);
    },

    async list(
      em: Em,
      principal: Principal,
      page: { before: string | undefined; limit: number },
    ): Promise<ExportRow[]> {
      return await listExports(em, principal.userId, page);
    },

    async get(em: Em, principal: Principal, id: string): Promise<ExportRow | Problem> {
      const found = await findExport(em, id);
      return found && maySeeExport(principal, found) ? found : notFound('The export');
    },
  };
}
