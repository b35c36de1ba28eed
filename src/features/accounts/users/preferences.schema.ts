import { z } from 'zod';
import { EMAIL_CATEGORY_DEFAULTS, type EmailCategory, REPORT_KINDS } from '../accounts.contract.ts';
import { canonicalTimeZone } from '../time-zone.domain.ts';

const categoryNames = Object.keys(EMAIL_CATEGORY_DEFAULTS) as EmailCategory[];

const timeZoneInput = z
  .string()
  .max(64)
  .transform((name, context) => {
    const zone = canonicalTimeZone(name);
    if (zone !== null) return zone;
    context.addIssue({ code: 'custom', message: 'Must be an IANA time zone such as Europe/Berlin' });
    return z.NEVER;
  })
  .describe('IANA time zone; an alias is stored under its canonical name');

const digest = {
  digestDay: z.int().min(1).max(7).describe('Day of the weekly digest: 1 = Monday … 7 = Sunday'),
  digestHour: z.int().min(0).max(23).describe('Hour of the weekly digest in the time zone'),
};

const kinds = z.array(z.enum(REPORT_KINDS)).max(REPORT_KINDS.length);

export const preferencesBody = z
  .strictObject({
    timeZone: timeZoneInput,
    ...digest,
    emailCategories: z
      .strictObject(
        Object.fromEntries(categoryNames.map((name) => [name, z.boolean().optional()])) as Record<
          EmailCategory,
          z.ZodOptional<z.ZodBoolean>
        >,
      )
      .describe('Which mails the user wants; a category that is not named has its default'),
    reports: z
      .strictObject({ own: kinds.optional(), platform: kinds.optional() })
      .optional()
      .describe(
        'Which reports come by mail, at the hour of the digest, to those who want the category `reports`; those of the platform to admins only. ' +
          'Weekly ones unless chosen',
      ),
  })
  .meta({ id: 'PreferencesInput' });

export const preferencesSchema = z
  .strictObject({
    timeZone: z.string(),
    ...digest,
    emailCategories: z.strictObject(
      Object.fromEntries(categoryNames.map((name) => [name, z.boolean()])) as Record<EmailCategory, z.ZodBoolean>,
    ),
    reports: z.strictObject({ own: kinds, platform: kinds }),
  })
  .meta({ id: 'Preferences' });
