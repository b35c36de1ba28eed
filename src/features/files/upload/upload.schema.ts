import { z } from 'zod';
import { REFUSALS } from '../files.contract.ts';
import { fileSchema } from '../files.schema.ts';

const refusals = Object.keys(REFUSALS) as [keyof typeof REFUSALS, ...(keyof typeof REFUSALS)[]];

export const uploadResultSchema = z
  .strictObject({
    name: z.string().describe('As it is stored'),
    outcome: z.enum(['accepted', 'existing', 'refused']).describe('`existing`: you have a file with the same bytes'),
    file: fileSchema.nullable(),
    code: z.enum(refusals).nullable().describe('Why it is refused'),
    message: z.string().nullable(),
  })
  .meta({ id: 'UploadResult' });

export const uploadSchema = z
  .strictObject({
    jobId: z.uuid().nullable().describe('The job that processes what was accepted; null when nothing was new'),
    results: z.array(uploadResultSchema).describe('One for each file, in the order of the form'),
  })
  .meta({ id: 'Upload' });

export type UploadResult = z.infer<typeof uploadResultSchema>;

/** The form of an upload, for the documentation. */
// oxlint-disable-next-line no-restricted-properties -- open to fields of any name
export const uploadForm = z.object({
  files: z.array(z.string().meta({ format: 'binary' })).describe('Any field name will do'),
  sha256: z
    .array(z.string())
    .optional()
    .describe('SHA-256 of each file in hex, in the order of the files; empty where it is not known'),
});
