import { z } from 'zod';

const latency = z.number().nullable().describe('Milliseconds of the last minute; null without requests');

export const liveFiguresSchema = z
  .strictObject({
    at: z.iso.datetime().describe('When this was true, by the clock of the database'),
    activeUsers: z.int().describe('People who did something in the last 5 minutes'),
    eventsPerMinute: z.number().describe('Events of people and servers, on average of the last 5 whole minutes'),
    topEvents: z
      .array(z.strictObject({ name: z.string(), events: z.int() }))
      .describe('Of the last 5 minutes, ten at most'),
    trending: z
      .array(
        z.strictObject({
          symbol: z.string(),
          posts: z.int().describe('Posts about it in the last two hours'),
          usual: z.number().describe('What two hours usually bring, by the 7 days before'),
        }),
      )
      .describe('Tickers that are written about more than usual, ten at most'),
    sockets: z.int().describe('Open WebSockets of all API processes'),
    load: z.strictObject({
      instances: z.int().describe('Processes heard of in the last 30 seconds'),
      cpu: z.number().describe('Cores that they use, together'),
      eventLoopP99Ms: z.number().describe('Of the slowest of them: by how much its timers are late'),
      requestsPerSecond: z.number(),
      errorRate: z.number().nullable(),
    }),
    latency: z.strictObject({ p50Ms: latency, p95Ms: latency, p99Ms: latency }),
  })
  .meta({ id: 'LiveFigures' });
export type LiveFigures = z.infer<typeof liveFiguresSchema>;
