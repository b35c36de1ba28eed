import { create as contentDisposition } from 'content-disposition';
import type { Em } from '../../../platform/db/sql.ts';
import type { Principal } from '../../../platform/http/principal.ts';
import { isProblem, notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import type { RawBody } from '../../../platform/http/reply.ts';
import type { Storage } from '../../../platform/storage/storage.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import type { TransferMetrics } from '../file-metrics.ts';
import type { Variant } from '../files.contract.ts';
import { mayManageFile } from '../files.policy.ts';
import { type FileRow, findServedFile, type ServedFile, type ServedObject } from '../files.queries.ts';
import { type ConditionHeaders, select } from './conditions.domain.ts';
import type { LinkTokens } from './link-tokens.ts';
import { cleanVariantOf, infected } from './links.service.ts';

/** Nothing of a file runs, loads or is embedded in a page, whatever type a browser takes it for. */
const SANDBOX = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Seconds for which a browser may keep a variant that it loaded by a link. */
const MAX_AGE_S = 3_600;

export interface DownloadRequest extends ConditionHeaders {
  fileId: string;
  principal: Principal | null;
  token: string | undefined;
  variant: Variant | undefined;
  /** `HEAD` reads no byte of the storage. */
  method: string;
}

/** A file that the caller may read, and which variant. */
interface Grant {
  file: ServedFile;
  variant: Variant;
  /** When the link expires; null for the owner. */
  expiresAt: Date | null;
}

export interface Download {
  status: 200 | 206 | 304;
  headers: Record<string, string>;
  body: RawBody | undefined;
}

const FILE = 'The file';
/** Looks like the answer for a file that does not exist. */
const FORGED: Problem = { ...notFound(FILE), trace: 'link_forged' };

/** The name of the file, with the ending that fits the bytes of the variant. */
function nameOf(file: FileRow, variant: Variant): string {
  return variant === 'original' ? file.name : `${file.name.replace(/\.[^.]*$/, '')}-${variant}.webp`;
}

export interface DownloadDeps {
  storage: Storage;
  tokens: LinkTokens;
  metrics: TransferMetrics;
}

export function createDownloads({ storage, tokens, metrics }: DownloadDeps) {
  async function byLink(em: Em, { fileId, token = '', variant }: DownloadRequest): Promise<Grant | Problem> {
    const link = tokens.read(token);
    if (link === null || link.fileId !== fileId) return FORGED;
    // Checked before the look-up: the file may have expired with its link.
    if (link.expiresAt.getTime() <= Date.now()) {
      return problem(410, 'link_expired', 'This link has expired. Ask for a new one.');
    }
    const file = await findServedFile(em, fileId);
    if (!file || file.version !== link.version || file.signInOnly) return notFound(FILE);
    const served = link.served === 'clean' ? cleanVariantOf(file) : link.served;
    if (isProblem(served)) return served;
    return variant === undefined || variant === served
      ? { file, variant: served, expiresAt: link.expiresAt }
      : notFound(FILE);
  }

  async function byOwner(em: Em, principal: Principal, { fileId, variant }: DownloadRequest): Promise<Grant | Problem> {
    const file = await findServedFile(em, fileId);
    if (!file || !mayManageFile(principal, file)) return notFound(FILE);
    if (file.ownerId !== principal.userId) {
      // Leaves an event, so that reads by admins can be seen.
      await recordEvent(em, { name: 'file.read_by_admin', userId: principal.userId, properties: { fileId } });
    }
    return { file, variant: variant ?? 'original', expiresAt: null };
  }

  function headersOf({ file, variant, expiresAt }: Grant, object: ServedObject): Record<string, string> {
    const own = variant !== 'original';
    const left = expiresAt === null ? 0 : Math.floor((expiresAt.getTime() - Date.now()) / 1_000);
    return {
      'Content-Type': object.contentType,
      // Browsers show only variants, which were encoded here.
      'Content-Disposition': contentDisposition(nameOf(file, variant), { type: own ? 'inline' : 'attachment' }),
      'Content-Security-Policy': SANDBOX,
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Accept-Ranges': 'bytes',
      ETag: `"${object.sha256}"`,
      'Cache-Control': own && left > 0 ? `private, max-age=${Math.min(MAX_AGE_S, left)}` : 'no-store',
    };
  }

  async function serve(request: DownloadRequest, grant: Grant, object: ServedObject): Promise<Download | Problem> {
    const headers = headersOf(grant, object);
    // A range of a HEAD is ignored (RFC 9110, 14.2).
    const range = request.method === 'HEAD' ? null : request.range;
    const selection = select({ ...request, range }, headers.ETag as string, object.size);
    if (selection.status === 304) return { status: 304, headers, body: undefined };
    if (selection.status === 412) return problem(412, 'precondition_failed', 'The file is not the one that was meant.');
    if (selection.status === 416) {
      return problem(416, 'range_not_satisfiable', `The file has ${object.size} bytes.`, {
        headers: { 'Content-Range': `bytes */${object.size}` },
      });
    }
    const part = selection.status === 206 ? { start: selection.start, end: selection.end } : null;
    headers['Content-Length'] = String(part === null ? object.size : part.end - part.start + 1);
    if (part !== null) headers['Content-Range'] = `bytes ${part.start}-${part.end}/${object.size}`;
    if (request.method === 'HEAD' || object.size === 0) return { status: selection.status, headers, body: '' };
    const found = await storage.get(object.key, part === null ? {} : { range: part });
    // The row exists, but the object does not: it was deleted just now, or it is lost, which the nightly audit reports.
    if (found.outcome !== 'found') return notFound(FILE);
    metrics.served(grant.variant, Number(headers['Content-Length']));
    return { status: selection.status, headers, body: found.body };
  }

  return {
    /** Opens a file that the caller may read: its owner and admins by their token, everyone else by a link. */
    async download(em: Em, request: DownloadRequest): Promise<Download | Problem> {
      const { principal, token } = request;
      if (principal === null && token === undefined) {
        return problem(401, 'unauthenticated', 'Send an access token, or use a signed link.', {
          headers: { 'WWW-Authenticate': 'Bearer' },
        });
      }
      const grant =
        token !== undefined || principal === null ? await byLink(em, request) : await byOwner(em, principal, request);
      if (isProblem(grant)) return grant;
      const { file, variant } = grant;
      if (file.scan === 'infected') return infected();
      if (file.scan === 'pending') {
        return problem(409, 'scan_pending', 'The file has not been scanned yet.', { headers: { 'Retry-After': '2' } });
      }
      const object = file.objects.find((known) => known.variant === variant);
      return object ? await serve(request, grant, object) : notFound('The variant');
    },
  };
}

export type Downloads = ReturnType<typeof createDownloads>;
