import { z } from 'zod';
import { idInput } from '../../platform/http/id-input.ts';
import { instantInput } from '../../platform/http/instant.ts';
import { pageQuery } from '../../platform/http/pagination.ts';
import { lineOfText } from '../../platform/http/user-text.ts';
import { FILE_KINDS, FILE_STATUSES, SCAN_STATES, VARIANTS } from './files.contract.ts';
import { FILE_SORTS } from './files.queries.ts';

const instant = z.iso.datetime();

export const fileParams = z.strictObject({ fileId: idInput.describe('Id of the file') });

const variantSchema = z.strictObject({
  variant: z.enum(VARIANTS),
  contentType: z.string(),
  size: z.int().describe('Bytes'),
  width: z.int().nullable(),
  height: z.int().nullable(),
});

export const fileSchema = z
  .strictObject({
    id: z.uuid(),
    ownerId: z.uuid().nullable(),
    kind: z.enum(FILE_KINDS),
    name: z.string(),
    contentType: z.string().describe('What the bytes are, whatever the name says'),
    size: z.int().describe('Bytes of the original'),
    sha256: z.string().describe('Of the original, in hex'),
    version: z.int().describe('Raised when links to the file are revoked'),
    status: z.enum(FILE_STATUSES),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable().describe('Why the processing failed'),
    scan: z
      .enum(SCAN_STATES)
      .describe(
        '`skipped`: no scanner is configured, or the file was made here; `not_scanned`: larger than the scanner takes',
      ),
    meta: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('By type: width and height, pages or sheets, title, excerpt, rows and columns'),
    variants: z.array(variantSchema).describe('What was made of the file'),
    jobId: z.uuid().nullable().describe('The job that processes it'),
    expiresAt: instant.nullable(),
    createdAt: instant,
    readyAt: instant.nullable(),
    links: z.strictObject({ self: z.string(), download: z.string() }),
  })
  .meta({ id: 'File' });

export const usageSchema = z
  .strictObject({
    usedBytes: z.int().describe('Originals and variants'),
    reservedBytes: z.int().describe('Uploads that are being stored'),
    quotaBytes: z.int(),
    fileCount: z.int(),
  })
  .meta({ id: 'StorageUsage' });

export const fileListQuery = pageQuery.extend({
  kind: z.enum(FILE_KINDS).optional(),
  type: z
    .string()
    .regex(/^[a-z]+(\/[a-z0-9.+-]+)?$/)
    .max(100)
    .optional()
    .describe('A media type, or its first part: `image`, `text/csv`'),
  status: z.enum(FILE_STATUSES).optional(),
  scan: z.enum(SCAN_STATES).optional(),
  name: z.string().trim().min(1).max(255).optional().describe('Part of the name, in any case'),
  from: instantInput.optional().describe('Uploaded at this time or later'),
  to: instantInput.optional().describe('Uploaded before this time'),
  sort: z.enum(FILE_SORTS).default('newest'),
});

export const fileListSchema = z
  .strictObject({ data: z.array(fileSchema), nextCursor: z.string().nullable(), usage: usageSchema })
  .meta({ id: 'FileList' });

export const filePatchBody = z
  .strictObject({ name: lineOfText(255).describe('Paths and marks of direction are cut out of it') })
  .meta({ id: 'FilePatch' });

export const limitsSchema = z
  .strictObject({
    maxFileBytes: z.int(),
    maxFilesPerRequest: z.int(),
    types: z.array(z.string()).describe('Media types that are accepted, by content'),
    usage: usageSchema,
  })
  .meta({ id: 'FileLimits' });
