import { z } from 'zod';
import { pageQuery } from '../../../platform/http/pagination.ts';
import { linesOfText } from '../../../platform/http/user-text.ts';
import { symbolInput } from '../assets/assets.schema.ts';
import { ALERT_CONDITIONS, ALERT_STATES } from './alerts.contract.ts';

const instant = z.iso.datetime();
const state = z.enum(ALERT_STATES);
const condition = z
  .enum(ALERT_CONDITIONS)
  .describe(
    '`above` and `below` compare the price. `percent_move` measures the move since the alert started or last fired',
  );

/** Mails and notifications have the same limit for prices and percentages. */
const MAX_THRESHOLD = 1e12;
const MIN_THRESHOLD = 1e-9;

const threshold = z
  .number()
  .min(MIN_THRESHOLD)
  .max(MAX_THRESHOLD)
  .describe('A price in the currency of the asset; for `percent_move`, a percentage from 0.01 to 1,000');
const rearmPercent = z
  .number()
  .min(0)
  .max(50)
  .describe(
    'How far, in percent of the threshold, the price must go back beyond it before the alert is armed again; not used ' +
      'for `percent_move`',
  );
const repeat = z.boolean().describe('`true`: armed again after it fired; `false`: it fires once and is then `done`');
const note = linesOfText(500).nullable().describe('A note for yourself');

export const alertParams = z.strictObject({ alertId: z.uuid().describe('Id of the alert') });

export const alertBody = z
  .strictObject({
    symbol: symbolInput,
    condition,
    threshold,
    repeat: repeat.default(true),
    rearmPercent: rearmPercent.default(1),
    note: note.default(null),
  })
  .meta({ id: 'NewAlert' });

export const alertPatchBody = z
  .strictObject({
    threshold: threshold.optional(),
    repeat: repeat.optional(),
    rearmPercent: rearmPercent.optional(),
    note: note.optional(),
    state: z
      .enum(['armed', 'paused'])
      .optional()
      .describe('`paused` stops the alert. `armed` starts it again from the latest price, even if it is `done`'),
  })
  .refine((patch) => Object.values(patch).some((field) => field !== undefined), {
    message: 'Name at least one of threshold, repeat, rearmPercent, note, state',
  })
  .meta({ id: 'AlertPatch' });

export const alertListQuery = pageQuery.extend({
  symbol: symbolInput.optional().describe('Only alerts on this asset'),
  state: state.optional().describe('Only alerts in this state'),
  userId: z.uuid().optional().describe('Alerts of this user; another user’s alerts need the role admin'),
});

export const alertSchema = z
  .strictObject({
    id: z.uuid(),
    userId: z.uuid(),
    symbol: z.string(),
    assetName: z.string(),
    currency: z.string().describe('Currency of the threshold, ISO 4217; not used if the threshold is a percentage'),
    condition,
    threshold: z.number(),
    repeat: z.boolean(),
    rearmPercent: z.number(),
    note: z.string().nullable(),
    state: state.describe(
      '`disarmed`: the condition held, and the alert waits until the price has gone back before it is armed again',
    ),
    referencePrice: z.number().nullable().describe('The price from which `percent_move` measures'),
    firedCount: z.int().describe('How often it has fired'),
    lastFiredAt: instant.nullable().describe('Time of the price that last fired it'),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Alert' });

export const firingSchema = z
  .strictObject({
    id: z.uuid(),
    at: instant.describe('Time of the price that fired it'),
    price: z.number(),
    threshold: z.number().describe('The threshold at that time'),
    referencePrice: z.number().nullable().describe('For `percent_move`, the price from which it measured'),
    toldAt: instant.nullable().describe('When its owner was notified'),
    priceChangedAt: instant.nullable().describe('When the price that fired it was corrected or deleted'),
  })
  .meta({ id: 'AlertFiring' });
