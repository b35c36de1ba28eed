import { z } from 'zod';
import { idInput } from '../../../platform/http/id-input.ts';
import { lineOfText } from '../../../platform/http/user-text.ts';
import { SEVERITIES } from '../rules/default-rules.domain.ts';
import { CHANNEL_NAMES } from './routing.domain.ts';

const channel = z.enum(CHANNEL_NAMES);
const unique = (items: readonly string[]) => new Set(items).size === items.length;
const distinct = { message: 'Must name each only once' };
const listOf = <Item extends z.ZodType<string>>(item: Item, least: number) =>
  z.array(item).min(least).max(CHANNEL_NAMES.length).refine(unique, distinct);

const fields = {
  name: lineOfText(120),
  severities: listOf(z.enum(SEVERITIES), 1).describe('Of the alerts that take this route'),
  channels: listOf(channel, 1).describe('All of these are told'),
  nextChannels: listOf(channel, 0).describe('In this order: told too when a channel has failed for two minutes'),
  groupSeconds: z
    .int()
    .min(0)
    .max(600)
    .describe('How long the first change waits for others, to be told with them in one notice'),
  escalation: z
    .strictObject({
      afterSeconds: z.int().min(60).max(86_400).describe('After its firing, or after an acknowledgement expired'),
      channels: listOf(channel, 1),
    })
    .nullable()
    .describe('Where an alert is told again when no person has acknowledged it'),
};

export const routeBody = z
  .strictObject({
    ...fields,
    nextChannels: fields.nextChannels.default([]),
    groupSeconds: fields.groupSeconds.default(0),
    escalation: fields.escalation.default(null),
  })
  .meta({ id: 'NewMonitoringRoute' });
export type RouteContent = z.output<typeof routeBody>;

export const routeChange = z.strictObject(fields).partial().meta({ id: 'MonitoringRouteChange' });
export const routeParams = z.strictObject({ routeId: idInput });

export const routeSchema = z
  .strictObject({ id: z.uuid(), ...fields, createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() })
  .meta({ id: 'MonitoringRoute' });
export type RouteView = z.input<typeof routeSchema>;
