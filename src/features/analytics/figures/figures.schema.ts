import { z } from 'zod';
import { instantInput } from '../../../platform/http/instant.ts';
import { INTERVALS } from '../../../platform/time/steps.domain.ts';
import { credibilitySchema } from '../credibility/credibility.schema.ts';
import { FLOW_NAMES, type FlowName } from './definitions.domain.ts';

const instant = z.iso.datetime();

export const periodQuery = z.strictObject({
  from: instantInput.optional().describe('Start of the period, 30 days before `to` unless given'),
  to: instantInput.optional().describe('End of the period, now unless given. Both are widened to quarters of an hour'),
  interval: z.enum(INTERVALS).default('day').describe('Length of the steps in `series`; weeks start on Monday'),
  tz: z.string().min(1).max(64).default('UTC').describe('IANA zone in which the steps start'),
});
export type PeriodQuery = z.output<typeof periodQuery>;

const WHAT: Readonly<Record<FlowName, string>> = {
  newUsers: 'Accounts that were made',
  verifiedUsers: 'Addresses that were proven',
  logins: 'Log-ins',
  posts: 'Posts that were published, deleted ones too',
  postsBullish: 'Of them bullish',
  postsBearish: 'Of them bearish',
  postsNeutral: 'Of them neutral',
  comments: 'Comments that were written',
  likes: 'Likes that were given, taken back ones too',
  follows: 'Follows, ended ones too',
  rooms: 'Rooms that were made',
  messages: 'Messages in rooms',
  watchlists: 'Watchlists that were made',
  tickersWatched: 'Tickers that were put on a watchlist',
  alerts: 'Price alerts that were made',
  alertsFired: 'Price alerts that fired',
  uploads: 'Requests that uploaded files',
};

/** An object with one field for each flow. */
function eachFlow<Field extends z.ZodType>(make: (what: string) => Field): Record<FlowName, Field> {
  return Object.fromEntries(FLOW_NAMES.map((name) => [name, make(WHAT[name])])) as Record<FlowName, Field>;
}

const figures = {
  activeUsers: z
    .int()
    .describe('People who did something. Counted over the whole of a period: counts of steps do not add up to it'),
  ...eachFlow((what) => z.int().describe(what)),
  engagementRate: z.number().nullable().describe('(likes + comments) / activeUsers; null without active users'),
};

const change = {
  activeUsers: z.number().nullable(),
  ...eachFlow(() => z.number().nullable()),
  engagementRate: z.number().nullable(),
};

const step = {
  from: instant,
  to: instant,
  final: z.boolean().describe('The figures of the system itself will not change any more'),
};

/** The head of all answers about a period. */
export const about = {
  from: instant,
  to: instant,
  interval: z.enum(INTERVALS),
  tz: z.string(),
  asOf: instant.nullable().describe('What was committed before is counted; null before the first pass'),
  finalUntil: instant
    .nullable()
    .describe('Figures of what the system records are final until then; events of clients may be up to 7 days late'),
};

const latency = z.number().nullable().describe('Milliseconds; null without requests');

export const performanceSchema = z.strictObject({
  requests: z.int(),
  errorRate: z.number().nullable().describe('Answers with a status from 500 / requests'),
  p50Ms: latency,
  p95Ms: latency,
  p99Ms: latency,
  cpu: z.number().nullable().describe('Cores that the processes used on average, together'),
});

export const platformSchema = z
  .strictObject({
    ...about,
    totals: z.strictObject(figures),
    previous: z.strictObject(figures).describe('The same of the period of the same length before'),
    change: z
      .strictObject(change)
      .describe('(totals − previous) / previous; 0 when equal, null where there is nothing to compare with'),
    series: z.array(z.strictObject({ ...step, ...figures })),
    active: z
      .strictObject({ day: z.int(), week: z.int(), month: z.int() })
      .describe('Active users of the 1, 7 and 30 days before `to`'),
    stock: z
      .strictObject({
        takenAt: instant,
        users: z.strictObject({ total: z.int(), verified: z.int(), disabled: z.int() }),
        posts: z.int(),
        rooms: z.strictObject({ total: z.int(), public: z.int() }),
        watchlists: z.int(),
        alerts: z.int(),
        emails: z
          .strictObject({ sent: z.int(), failed: z.int(), queued: z.int() })
          .describe('Mails of the 24 hours before'),
        jobs: z
          .strictObject({ succeeded: z.int(), failed: z.int(), open: z.int() })
          .describe('Jobs of the 24 hours before'),
        files: z
          .strictObject({ total: z.int(), bytes: z.int() })
          .nullable()
          .describe('Files that users uploaded and still have; null in hours of a release that did not count them'),
        mostWatched: z.array(z.strictObject({ symbol: z.string(), watchers: z.int() })),
      })
      .nullable()
      .describe(
        'What there was at the end of the period, counted every five minutes; null when nothing was counted by then',
      ),
    performance: performanceSchema,
  })
  .meta({ id: 'PlatformAnalytics' });
export type PlatformView = z.infer<typeof platformSchema>;
export type FiguresView = PlatformView['totals'];

const activity = {
  posts: z.int(),
  postsBullish: z.int(),
  postsBearish: z.int(),
  postsNeutral: z.int(),
  comments: z.int().describe('Comments that they wrote'),
  likes: z.int().describe('Likes that they gave, taken back ones too'),
  follows: z.int(),
};

export const userAnalyticsSchema = z
  .strictObject({
    userId: z.uuid(),
    ...about,
    totals: z.strictObject(activity),
    previous: z.strictObject(activity),
    change: z.strictObject(Object.fromEntries(Object.keys(activity).map((name) => [name, z.number().nullable()]))),
    series: z.array(z.strictObject({ ...step, ...activity })),
    engagement: z
      .strictObject({
        posts: z.int().describe('Posts of the period that are still there'),
        likes: z.int().describe('Likes that these have'),
        comments: z.int().describe('Comments that these have'),
        perPost: z.number().nullable().describe('(likes + comments) / posts; null without posts'),
      })
      .describe('What came back for the posts of the period'),
    bestPost: z
      .strictObject({ id: z.uuid(), likes: z.int(), comments: z.int(), createdAt: instant })
      .nullable()
      .describe('The post of the period with most likes and comments'),
    credibility: credibilitySchema,
    private: z
      .strictObject({
        activeDays: z.int().describe('Days of the zone on which they did something'),
        logins: z.int(),
        messages: z.int(),
        events: z.record(z.string(), z.int()).describe('Everything that is recorded of them, by name'),
      })
      .nullable()
      .describe('For the user and admins; null for others'),
  })
  .meta({ id: 'UserAnalytics' });
export type UserAnalyticsView = z.infer<typeof userAnalyticsSchema>;

export const eventCountsSchema = z
  .strictObject({
    ...about,
    data: z.array(
      z.strictObject({
        name: z.string().describe('`(other)` for names of clients beyond the 2,000 that an installation may have'),
        events: z.int().describe('Of people and servers'),
        machineEvents: z.int().describe('Of crawlers and other machines, which are in no other figure'),
      }),
    ),
  })
  .meta({ id: 'EventCounts' });

export const seriesQuery = periodQuery.extend({ name: z.string().min(1).max(80).describe('Name of the events') });

export const seriesSchema = z
  .strictObject({
    ...about,
    name: z.string(),
    total: z.int(),
    series: z.array(z.strictObject({ ...step, events: z.int() })),
  })
  .meta({ id: 'EventSeries' });
