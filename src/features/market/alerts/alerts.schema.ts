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
    '`above` and `below` compare the price, `percent_move` how far it went since the alert began or last fired',
  );

/** Prices and percents of mails and notifications end here too. */
const MAX_THRESHOLD = 1e12;
const MIN_THRESHOLD = 1e-9;

const threshold = z
  .number()
  .min(MIN_THRESHOLD)
  .max(MAX_THRESHOLD)
  .describe('A price in the currency of the asset; for `percent_move` percent, from 0.01 to 1,000');
const rearmPercent = z
  .number()
  .min(0)
  .max(50)
  .describe(
    'How far the price goes back beyond the threshold, in percent of it, before the alert is armed again; of no meaning for `percent_move`',
  );
const repeat = z.boolean().describe('Whether it is armed again after it fired; else it fires once and is `done`');
const note = linesOfText(500).nullable().describe('For oneself');

export const alertParams = z.object({ alertId: z.uuid().describe('Id of the alert') });

export const alertBody = z
  .object({
    symbol: symbolInput,
    condition,
    threshold,
    repeat: repeat.default(true),
    rearmPercent: rearmPercent.default(1),
    note: note.default(null),
  })
  .meta({ id: 'NewAlert' });

export const alertPatchBody = z
  .object({
    threshold: threshold.optional(),
    repeat: repeat.optional(),
    rearmPercent: rearmPercent.optional(),
    note: note.optional(),
    state: z
      .enum(['armed', 'paused'])
      .optional()
      .describe('`paused` stops the alert; `armed` starts it again, also one that is done, from the latest price'),
  })
  .refine((patch) => Object.values(patch).some((field) => field !== undefined), {
    message: 'Name at least one of threshold, repeat, rearmPercent, note, state',
  })
  .meta({ id: 'AlertPatch' });

export const alertListQuery = pageQuery.extend({
  symbol: symbolInput.optional().describe('Only alerts on this asset'),
  state: state.optional().describe('Only alerts in this state'),
  userId: z.uuid().optional().describe('Alerts of this user; others than oneself need the role admin'),
});

export const alertSchema = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    symbol: z.string(),
    assetName: z.string(),
    currency: z.string().describe('ISO 4217; of the threshold, unless it is percent'),
    condition,
    threshold: z.number(),
    repeat: z.boolean(),
    rearmPercent: z.number(),
    note: z.string().nullable(),
    state: state.describe('`disarmed`: its condition held; it waits until the price has gone back to be armed again'),
    referencePrice: z.number().nullable().describe('The price that `percent_move` measures from'),
    firedCount: z.int().describe('How often it has fired'),
    lastFiredAt: instant.nullable().describe('Time of the price that last set it off'),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Alert' });

export const firingSchema = z
  .object({
    id: z.uuid(),
    at: instant.describe('Time of the price that set it off'),
    price: z.number(),
    threshold: z.number().describe('As it was then'),
    referencePrice: z.number().nullable().describe('The price it moved from, for `percent_move`'),
    toldAt: instant.nullable().describe('When its owner was notified'),
  })
  .meta({ id: 'AlertFiring' });
