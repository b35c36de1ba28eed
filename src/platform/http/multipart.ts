import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import multer from '@koa/multer';
import type { Context } from 'koa';
import originalMulter from 'multer';
import { invalidRequest, type Problem, ProblemError } from './problem.ts';
import type { StreamedBody } from './route.ts';

/** A file of a form, as it arrives. */
export interface IncomingFile {
  /** As it was sent, without folders; may hold anything. */
  name: string;
  bytes: Readable;
}

export interface MultipartLimits {
  files: number;
  /** Text fields. */
  fields: number;
}

export interface Multipart<Spooled> {
  /** In the order of the form. */
  files: Spooled[];
  /** Name → values, in the order of the form. */
  fields: ReadonlyMap<string, readonly string[]>;
}

/** Bytes of a text field: a hash in hex fits many times over. */
const FIELD_BYTES = 4_096;
const FIELD_NAME_BYTES = 100;
/** Headers of a part. */
const HEADER_PAIRS = 50;

/** By the code of multer's error: the field it is about, and what is wrong with it. */
const REFUSALS: Readonly<Record<string, string>> = {
  LIMIT_PART_COUNT: 'The form has too many parts',
  LIMIT_FILE_COUNT: 'The form has too many files',
  LIMIT_FIELD_COUNT: 'The form has too many fields',
  LIMIT_FIELD_KEY: 'The name of a field is too long',
  LIMIT_FIELD_VALUE: 'The value is too long',
  LIMIT_FIELD_NESTING: 'Names of fields have no brackets',
  LIMIT_FIELD_ARRAY_INDEX: 'Names of fields have no brackets',
  INVALID_FIELD_NAME: 'The name of the field cannot be read',
  MISSING_FIELD_NAME: 'A part has no name',
};

/** What busboy says of a form that is not one. */
const MALFORMED = /multipart|boundary|part header|unexpected end of form|content type|malformed/i;

function refusalOf(error: unknown): Problem | null {
  if (error instanceof originalMulter.MulterError) {
    const message = REFUSALS[error.code] ?? error.message;
    const field = error.field === undefined ? 'body' : `body.${error.field.slice(0, FIELD_NAME_BYTES)}`;
    return invalidRequest([{ field, code: error.code.toLowerCase(), message }]);
  }
  if (error instanceof Error && MALFORMED.test(error.message)) {
    return invalidRequest([{ field: 'body', code: 'malformed_multipart', message: 'The body is not a whole form' }]);
  }
  return null;
}

/**
 * Reads a form with files. `spool` takes each file in turn, reads it to its end whatever it holds, and never fails for what a
 * client sent: multer would give the whole form up, and remove the good files with the bad one.
 * @param discard is given everything that was spooled when the form is refused or breaks off
 * @throws ProblemError for a form that is refused; what `spool` threw
 */
export async function readMultipart<Spooled>(
  body: StreamedBody,
  limits: MultipartLimits,
  spool: (file: IncomingFile) => Promise<Spooled>,
  discard: (spooled: readonly Spooled[]) => Promise<void>,
): Promise<Multipart<Spooled>> {
  const running: Promise<Spooled>[] = [];
  const engine: originalMulter.StorageEngine = {
    _handleFile: (_req, file, callback) => {
      const work = spool({ name: file.originalname, bytes: file.stream });
      running.push(work);
      // Failures are collected below, where all files are known to have ended.
      const finish = () => callback(null, {});
      work.then(finish, () => {
        file.stream.resume();
        finish();
      });
    },
    _removeFile: (_req, _file, callback) => callback(null),
  };
  const form = multer({
    storage: engine,
    defParamCharset: 'utf8',
    limits: {
      files: limits.files,
      fields: limits.fields,
      parts: limits.files + limits.fields,
      fieldSize: FIELD_BYTES,
      fieldNameSize: FIELD_NAME_BYTES,
      headerPairs: HEADER_PAIRS,
      fieldNestingDepth: 0,
      fieldArrayIndexLimit: 0,
    },
  } as originalMulter.Options as never);
  // The platform has taken the request apart already: multer is given the bytes, with the headers that describe them.
  const headers = { 'content-type': body.header, 'transfer-encoding': 'chunked' };
  const req: Readable & { headers?: object; body?: Record<string, unknown> } = Object.assign(body.bytes, { headers });
  const ctx = { req, res: {} as ServerResponse } as unknown as Context;
  let failure: unknown = null;
  try {
    await form.any()(ctx, async () => undefined);
  } catch (error) {
    const refusal = refusalOf(error);
    failure = refusal === null ? error : new ProblemError(refusal);
  }
  // On an error multer does not wait for the engine.
  const settled = await Promise.allSettled(running);
  const files = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  failure ??= settled.find((result) => result.status === 'rejected')?.reason ?? null;
  if (failure !== null) {
    await discard(files);
    throw failure;
  }
  const fields = Object.entries(req.body ?? {}).map(([name, value]) => [name, [value].flat().map(String)] as const);
  return { files, fields: new Map(fields) };
}
