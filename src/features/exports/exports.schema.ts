import { z } from 'zod';
import { instantInput } from '../../platform/http/instant.ts';
import { JOB_PRIORITIES } from '../../platform/jobs/jobs.contract.ts';
import { COMPRESSIONS, CSV_DIALECTS, EXPORT_FORMATS } from './exports.contract.ts';

const instant = z.iso.datetime();

const MAX_KEEP_HOURS = 168;

export const exportParams = z.strictObject({ jobId: z.uuid().describe('Id of the export, which is that of its job') });

export const exportBody = z
  .strictObject({
    dataset: z.string().min(1).max(64).describe('Name of a dataset, see `GET /api/jobs/export/datasets`'),
    format: z
      .enum(EXPORT_FORMATS)
      .describe(
        '`csv`: a table with a header; `json`: one array; `ndjson`: one object per line; `xlsx`: a workbook; `pdf`: a table to read, of at most 20,000 rows; `parquet`: typed columns, compressed by zstd, for datasets of admins; `zip`: for the dataset `archive`',
      ),
    columns: z
      .array(z.string().min(1).max(64))
      .min(1)
      .max(64)
      .optional()
      .describe('Columns in the order of the file; default: all of the dataset'),
    range: z
      .strictObject({
        from: instantInput.optional().describe('Only rows from this time on'),
        to: instantInput.optional().describe('Only rows before this time'),
      })
      .optional()
      .describe('Compared with the time that the dataset names'),
    filters: z
      .record(z.string().max(64), z.string().min(1).max(200))
      .optional()
      .describe('Values by filter of the dataset'),
    timeZone: z
      .string()
      .min(1)
      .max(64)
      .default('UTC')
      .describe('IANA name; times carry the offset of this zone, headers and the file name its name'),
    compression: z.enum(COMPRESSIONS).optional().describe('Default: `gzip` above 100,000 rows'),
    dialect: z
      .enum(CSV_DIALECTS)
      .default('standard')
      .describe(
        'Of a CSV. `excel` begins with a byte order mark; `excel-semicolon` also separates by `;`. Other formats take `standard` only',
      ),
    runAt: instantInput.optional().describe('When the export starts; default: at once; at most a year ahead'),
    priority: z.enum(JOB_PRIORITIES).default('normal').describe('`critical` is for admins'),
    keepHours: z
      .int()
      .min(1)
      .max(MAX_KEEP_HOURS)
      .default(72)
      .describe('How many hours the file can be downloaded once it is ready'),
    signInOnly: z
      .boolean()
      .default(false)
      .describe(
        'True: only you can download the file, with your access token, and no link to it can be made for others',
      ),
  })
  .meta({ id: 'NewExport' });

export type ExportBody = z.output<typeof exportBody>;

const specSchema = z.strictObject({
  dataset: z.string(),
  format: z.enum(EXPORT_FORMATS),
  compression: z.enum(COMPRESSIONS).nullable().describe('Null: decided by the number of rows'),
  dialect: z.enum(CSV_DIALECTS),
  columns: z.array(z.string()),
  filters: z.record(z.string(), z.string()),
  range: z.strictObject({ from: z.string().nullable(), to: z.string().nullable() }),
  timeZone: z.string(),
  keepHours: z.int(),
  signInOnly: z.boolean(),
});

export const exportSchema = z
  .strictObject({
    id: z.uuid(),
    status: z
      .enum(['queued', 'running', 'ready', 'failed', 'cancelled', 'expired'])
      .describe('`expired`: the file is gone; the export stays in the list'),
    spec: specSchema.describe('What was asked for'),
    createdAt: instant,
    snapshotAt: instant.nullable().describe('The moment that the rows show'),
    rows: z.int().nullable(),
    file: z
      .strictObject({
        name: z.string(),
        contentType: z.string(),
        bytes: z.int(),
        sha256: z.string().describe('In hexadecimal digits'),
        expiresAt: instant,
      })
      .nullable()
      .describe('Null until the export is ready'),
    links: z.strictObject({
      self: z.string(),
      job: z.string(),
      file: z.string().nullable().describe('The file, while it is there'),
      download: z
        .string()
        .nullable()
        .describe(
          'A link that needs no sign-in: anyone who has it can use it. With `signInOnly` it needs your access token',
        ),
    }),
  })
  .meta({ id: 'Export' });

export type ExportView = z.infer<typeof exportSchema>;

export const estimateSchema = z
  .strictObject({
    rows: z.int(),
    exact: z.boolean().describe('False above 100,000 rows, which are guessed from statistics'),
    bytes: z.int().describe('About the size of the file, told from 500 rows'),
    compression: z.enum(COMPRESSIONS).describe('What the file would be compressed by'),
    fits: z.boolean().describe('False: a PDF of more than 20,000 rows, which would fail'),
  })
  .meta({ id: 'ExportEstimate' });

export const datasetsSchema = z
  .strictObject({
    data: z.array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        about: z.string(),
        audience: z.enum(['person', 'admin']).describe('`person`: your own things; `admin`: those of all users'),
        formats: z.array(z.enum(EXPORT_FORMATS)),
        columns: z.array(
          z.strictObject({
            name: z.string(),
            type: z.enum(['id', 'text', 'integer', 'bigint', 'number', 'boolean', 'instant', 'json']),
          }),
        ),
        filters: z.array(
          z.strictObject({
            name: z.string(),
            about: z.string(),
            values: z.array(z.string()).nullable().describe('The values it takes; null for any text or id'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ExportDatasets' });
