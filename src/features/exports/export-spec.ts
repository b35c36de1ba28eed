import { z } from 'zod';
import type { Dataset, DatasetFilter } from '../../platform/datasets/dataset.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { canonicalTimeZone } from '../accounts/time-zone.domain.ts';
import { ARCHIVE, type ExportSpec, formatsOf, isPacked } from './exports.contract.ts';
import type { ExportBody } from './exports.schema.ts';

const uuid = z.uuid();

function filterError({ name, values }: DatasetFilter, value: string): FieldError | undefined {
  const field = `body.filters.${name}`;
  if (values === 'text') return undefined;
  if (values === 'uuid') {
    return uuid.safeParse(value).success ? undefined : { field, code: 'invalid_format', message: 'Must be a UUID' };
  }
  if (values.includes(value)) return undefined;
  return { field, code: 'invalid_value', message: `Must be one of ${values.join(', ')}` };
}

/** An archive has no columns and filters of its own. */
type Exportable = Pick<Dataset, 'name' | 'audience' | 'columns' | 'filters'> | undefined;

function columnErrors(dataset: Exportable, columns: readonly string[]): FieldError[] {
  const known = new Set(dataset?.columns.map(({ name }) => name));
  return columns.flatMap((name, index): FieldError[] => {
    const field = `body.columns[${index}]`;
    if (!known.has(name)) return [{ field, code: 'unknown_column', message: `There is no column ${name}` }];
    return columns.indexOf(name) < index ? [{ field, code: 'repeated_column', message: 'Is named twice' }] : [];
  });
}

function formatErrors({ format, dialect, compression }: ExportBody, dataset: Exportable): FieldError[] {
  const errors: FieldError[] = [];
  const formats = formatsOf(dataset ?? { name: ARCHIVE, audience: 'person' });
  if (!formats.includes(format)) {
    errors.push({ field: 'body.format', code: 'not_for_dataset', message: `Must be one of ${formats.join(', ')}` });
  }
  if (dialect !== 'standard' && format !== 'csv') {
    errors.push({ field: 'body.dialect', code: 'not_for_format', message: 'Only a CSV has a dialect' });
  }
  if (compression === 'gzip' && isPacked(format)) {
    errors.push({ field: 'body.compression', code: 'not_for_format', message: `A ${format} is compressed by itself` });
  }
  return errors;
}

/**
 * What in the request contradicts the dataset, or itself.
 * @param dataset undefined for an archive
 */
export function specErrors(dataset: Exportable, body: ExportBody): FieldError[] {
  const errors = [...columnErrors(dataset, body.columns ?? []), ...formatErrors(body, dataset)];
  const filters = new Map(dataset?.filters.map((filter) => [filter.name, filter]));
  for (const [name, value] of Object.entries(body.filters ?? {})) {
    const filter = filters.get(name);
    const error = filter
      ? filterError(filter, value)
      : { field: `body.filters.${name}`, code: 'unknown_filter', message: `There is no filter ${name}` };
    if (error !== undefined) errors.push(error);
  }
  if (canonicalTimeZone(body.timeZone) === null) {
    errors.push({ field: 'body.timeZone', code: 'unknown_time_zone', message: 'Must be an IANA time zone' });
  }
  const { from, to } = body.range ?? {};
  if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
    errors.push({ field: 'body.range.to', code: 'empty_range', message: 'Must be after `from`' });
  }
  return errors;
}

/** The stored form of a valid request. */
export function specOf(dataset: Exportable, body: ExportBody): ExportSpec {
  return {
    dataset: body.dataset,
    format: body.format,
    compression: body.compression ?? null,
    dialect: body.dialect,
    columns: body.columns ?? dataset?.columns.map(({ name }) => name) ?? [],
    filters: body.filters ?? {},
    range: { from: body.range?.from ?? null, to: body.range?.to ?? null },
    timeZone: canonicalTimeZone(body.timeZone) ?? 'UTC',
    keepHours: body.keepHours,
    signInOnly: body.signInOnly,
  };
}
