import { z } from 'zod';
import type { Dataset, DatasetFilter } from '../../platform/datasets/dataset.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { canonicalTimeZone } from '../accounts/time-zone.domain.ts';
import type { ExportSpec } from './exports.contract.ts';
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

function columnErrors(dataset: Dataset, columns: readonly string[]): FieldError[] {
  const known = new Set(dataset.columns.map(({ name }) => name));
  return columns.flatMap((name, index): FieldError[] => {
    const field = `body.columns[${index}]`;
    if (!known.has(name)) return [{ field, code: 'unknown_column', message: `${dataset.name} has no column ${name}` }];
    return columns.indexOf(name) < index ? [{ field, code: 'repeated_column', message: 'Is named twice' }] : [];
  });
}

/** What does not fit the dataset, or itself. */
export function specErrors(dataset: Dataset, body: ExportBody): FieldError[] {
  const errors = columnErrors(dataset, body.columns ?? []);
  const filters = new Map(dataset.filters.map((filter) => [filter.name, filter]));
  for (const [name, value] of Object.entries(body.filters ?? {})) {
    const filter = filters.get(name);
    const error = filter
      ? filterError(filter, value)
      : { field: `body.filters.${name}`, code: 'unknown_filter', message: `${dataset.name} has no filter ${name}` };
    if (error !== undefined) errors.push(error);
  }
  if (canonicalTimeZone(body.timeZone) === null) {
    errors.push({ field: 'body.timeZone', code: 'unknown_time_zone', message: 'Must be an IANA time zone' });
  }
  const { from, to } = body.range ?? {};
  if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
    errors.push({ field: 'body.range.to', code: 'empty_range', message: 'Must be after `from`' });
  }
  if (body.dialect !== 'standard' && body.format !== 'csv') {
    errors.push({ field: 'body.dialect', code: 'not_for_format', message: 'Only a CSV has a dialect' });
  }
  return errors;
}

/** What is kept of a request that fits. */
export function specOf(dataset: Dataset, body: ExportBody): ExportSpec {
  return {
    dataset: dataset.name,
    format: body.format,
    compression: body.compression ?? null,
    dialect: body.dialect,
    columns: body.columns ?? dataset.columns.map(({ name }) => name),
    filters: body.filters ?? {},
    range: { from: body.range?.from ?? null, to: body.range?.to ?? null },
    timeZone: canonicalTimeZone(body.timeZone) ?? 'UTC',
    keepHours: body.keepHours,
  };
}
