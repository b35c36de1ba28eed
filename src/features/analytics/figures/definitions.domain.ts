/** The definition of each figure, once for all endpoints. Pure. */

interface CountedEvents {
  name: string;
  variant: string;
  events: number;
}

/** The events whose sum each figure is. */
const FLOWS = {
  newUsers: { name: 'account.signed_up' },
  verifiedUsers: { name: 'account.email_verified' },
  logins: { name: 'account.logged_in' },
  posts: { name: 'post.created' },
  postsBullish: { name: 'post.created', variant: 'bullish' },
  postsBearish: { name: 'post.created', variant: 'bearish' },
  postsNeutral: { name: 'post.created', variant: 'neutral' },
  comments: { name: 'comment.created' },
  likes: { name: 'post.liked' },
  follows: { name: 'user.followed' },
  rooms: { name: 'room.created' },
  messages: { name: 'room.message' },
  watchlists: { name: 'watchlist.created' },
  tickersWatched: { name: 'watchlist.asset_added' },
  alerts: { name: 'alert.created' },
  alertsFired: { name: 'alert.fired' },
  uploads: { name: 'files.uploaded' },
} as const satisfies Record<string, { name: string; variant?: string }>;

export type FlowName = keyof typeof FLOWS;
export type Flows = Record<FlowName, number>;

export const FLOW_NAMES = Object.keys(FLOWS) as FlowName[];
/** Names of the events that figures count. */
export function eventsOf(figures: readonly FlowName[]): string[] {
  return [...new Set(figures.map((figure) => FLOWS[figure].name))];
}
export const FLOW_EVENTS: readonly string[] = eventsOf(FLOW_NAMES);

/** Sums events into figures. */
export function flowsOf(counted: readonly CountedEvents[]): Flows {
  const flows = Object.fromEntries(FLOW_NAMES.map((figure) => [figure, 0])) as Flows;
  for (const figure of FLOW_NAMES) {
    const wanted: { name: string; variant?: string } = FLOWS[figure];
    for (const { name, variant, events } of counted) {
      if (name === wanted.name && (wanted.variant === undefined || wanted.variant === variant)) flows[figure] += events;
    }
  }
  return flows;
}

/** The sum of figures of periods that do not overlap. */
export function sumOf(parts: readonly Flows[]): Flows {
  return Object.fromEntries(
    FLOW_NAMES.map((name) => [name, parts.reduce((sum, flows) => sum + flows[name], 0)]),
  ) as Flows;
}

/** The ratio of two counts; null when the second one is 0. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** (likes + comments) / active users */
export function engagementRate(
  { likes, comments }: Pick<Flows, 'likes' | 'comments'>,
  activeUsers: number,
): number | null {
  return ratio(likes + comments, activeUsers);
}

/** The relative increase of a figure: 0 when equal, null without a base. */
export function changeOf(now: number | null, before: number | null): number | null {
  if (now === null || before === null) return null;
  if (now === before) return 0;
  return before === 0 ? null : (now - before) / before;
}
