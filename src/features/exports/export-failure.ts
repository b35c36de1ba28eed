import pg from 'pg';
import { StorageUnavailable } from '../../platform/storage/storage.ts';
import { EXPORT_ERRORS } from './exports.contract.ts';

/** Classes of SQLSTATE for a wrong statement or wrong values: data, syntax, rights. */
const REFUSED = /^(22|42|0A)/;

/** Why an attempt of an export failed, in words for its user. */
export class ExportFailure extends Error {
  override readonly name = 'ExportFailure';
  readonly code: string;
  /** True when no repetition helps. */
  readonly final: boolean;

  constructor(code: string, message: string, final: boolean) {
    super(message);
    this.code = code;
    this.final = final;
  }

  static of(cause: unknown): ExportFailure {
    if (cause instanceof ExportFailure) return cause;
    if (cause instanceof pg.DatabaseError && REFUSED.test(cause.code ?? '')) {
      return new ExportFailure(EXPORT_ERRORS.refused, `the database refuses the export (${cause.code})`, true);
    }
    const what = cause instanceof StorageUnavailable ? 'the storage does not answer' : 'the export was interrupted';
    return new ExportFailure(EXPORT_ERRORS.interrupted, what, false);
  }
}
