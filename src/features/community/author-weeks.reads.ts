import { type RawBuilder, sql } from 'kysely';
import { firstIdAt } from '../../platform/db/ids.ts';
import { type Em, rows } from '../../platform/db/sql.ts';
import type { Direction } from './calls/calls.contract.ts';

/** A user and a period, its end not included. */
export interface AuthorPeriod {
  id: string;
  from: Date;
  to: Date;
}

/** What someone published in a period; deleted posts are not counted. */
export interface PublishedPosts {
  published: number;
  /** On those posts, until now. */
  likes: number;
  comments: number;
  /** The one with most likes, the latest of several; null when no one likes any. */
  best: { text: string; likes: number } | null;
}

/** A call that was decided. */
export interface DecidedCall {
  assetId: number;
  direction: Direction;
  right: boolean;
  /** Of the price, in percent, whichever way it was called. */
  changePercent: number;
  /** Likewise of the benchmark over the same time; null while unknown. */
  benchmarkChangePercent: number | null;
}

export interface CallsOfPeriod {
  /** Published in the period, decided or not. */
  opened: number;
  /** Decided in the period, and how many of them were right. */
  decided: number;
  right: number;
  /** The latest ones. */
  latest: DecidedCall[];
}

/** Decided calls that are told one by one. */
const LATEST_CALLS = 5;
/** A text is cut where it is shown; nothing shows more than that. */
const TEXT_CHARACTERS = 1_000;

type Period = Omit<AuthorPeriod, 'id'>;

/** Ids are made in order of time, so that a period of posts is a range of an author's index. */
const idRanges = (periods: readonly Period[]) =>
  sql`${periods.map(({ from }) => firstIdAt(from))}::uuid[], ${periods.map(({ to }) => firstIdAt(to))}::uuid[]`;

/** Most people share their period with many others, so periods travel once. */
function columns(authors: readonly AuthorPeriod[]): RawBuilder<unknown> {
  const numbers = new Map<string, number>();
  const periods: Period[] = [];
  const numberOf = ({ from, to }: Period): number => {
    const key = `${from.getTime()}:${to.getTime()}`;
    const number = numbers.get(key) ?? periods.push({ from, to });
    numbers.set(key, number);
    return number;
  };
  const theirs = authors.map(numberOf);
  return sql`(select author.id, period.*
    from unnest(${authors.map(({ id }) => id)}::uuid[], ${theirs}::int[]) as author (id, number)
      join unnest(${periods.map(({ from }) => from)}::timestamptz[], ${periods.map(({ to }) => to)}::timestamptz[],
        ${idRanges(periods)}) with ordinality as period (since, until, first_id, end_id, number) using (number)) as asked`;
}

const OWN_POSTS = sql`post.author_id = asked.id and post.deleted_at is null
  and post.id >= asked.first_id and post.id < asked.end_id`;
const OPENED = sql`call.post_id >= asked.first_id and call.post_id < asked.end_id`;
const DECIDED = sql`call.status = 'resolved' and call.resolved_at >= asked.since and call.resolved_at < asked.until`;

/** What many people published, in one statement, by author; those who published nothing are missing. */
export async function findPublishedPosts(
  em: Em,
  authors: readonly AuthorPeriod[],
): Promise<Map<string, PublishedPosts>> {
  if (authors.length === 0) return new Map();
  const found = await rows<Omit<PublishedPosts, 'best'> & { id: string; text: string | null; best_likes: number }>(
    em,
    sql`select asked.id, counts.*, best.text, best.best_likes from ${columns(authors)}
          cross join lateral (
            select count(*)::int as published, coalesce(sum(post.like_count), 0)::int as likes,
              coalesce(sum(post.comment_count), 0)::int as comments
            from post where ${OWN_POSTS}) counts
          left join lateral (
            select left(post.body, ${TEXT_CHARACTERS}) as text, post.like_count as best_likes
            from post where ${OWN_POSTS} and post.like_count > 0
            order by post.like_count desc, post.id desc limit 1) best on true
        where counts.published > 0`,
  );
  return new Map(
    found.map(({ id, text, best_likes, ...counts }) => [
      id,
      { ...counts, best: text === null ? null : { text: text.trim(), likes: best_likes } },
    ]),
  );
}

/** The calls of many people, in one statement, by author; those with none opened or decided are missing. */
export async function findCallsOfPeriod(em: Em, authors: readonly AuthorPeriod[]): Promise<Map<string, CallsOfPeriod>> {
  if (authors.length === 0) return new Map();
  const found = await rows<Omit<CallsOfPeriod, 'latest'> & { id: string; latest: DecidedCall[] | null }>(
    em,
    sql`select asked.id, counts.*, told.latest from ${columns(authors)}
          cross join lateral (
            select count(*) filter (where ${OPENED})::int as opened, count(*) filter (where ${DECIDED})::int as decided,
              count(*) filter (where ${DECIDED} and call."right")::int as "right"
            from post_call call where call.author_id = asked.id) counts
          cross join lateral (
            select json_agg(json_build_object('assetId', asset_id, 'direction', direction, 'right', "right",
              'changePercent', change_percent, 'benchmarkChangePercent', benchmark_change_percent)
              order by resolved_at desc, post_id desc) as latest
            from (select * from post_call call where call.author_id = asked.id and ${DECIDED} and counts.decided > 0
              order by call.resolved_at desc, call.post_id desc limit ${LATEST_CALLS}) call) told
        where counts.opened > 0 or counts.decided > 0`,
  );
  return new Map(found.map(({ id, latest, ...counts }) => [id, { ...counts, latest: latest ?? [] }]));
}

/** Which of these people published a post or a call in their period, or had one decided; in one statement. */
export async function findActiveAuthors(em: Em, authors: readonly AuthorPeriod[]): Promise<Set<string>> {
  if (authors.length === 0) return new Set();
  const found = await rows<{ id: string }>(
    em,
    sql`select asked.id from ${columns(authors)}
        where exists (select from post where ${OWN_POSTS})
          or exists (select from post_call call where call.author_id = asked.id and (${OPENED} or ${DECIDED}))`,
  );
  return new Set(found.map(({ id }) => id));
}

/**
 * The assets that most people posted about, of each of these periods, in one statement.
 * @returns for each period, in their order, at most `limit` ids
 */
export async function findMostDiscussed(em: Em, periods: readonly Period[], limit: number): Promise<number[][]> {
  if (periods.length === 0) return [];
  const found = await rows<{ ids: number[] | null }>(
    em,
    sql`select most.ids
        from unnest(${idRanges(periods)}) with ordinality as asked (first_id, end_id, place)
          cross join lateral (
            select array_agg(asset_id) as ids from (
              select about.asset_id from post join post_ticker about on about.post_id = post.id
              where post.deleted_at is null and post.id >= asked.first_id and post.id < asked.end_id
                and about.post_id >= asked.first_id and about.post_id < asked.end_id
              group by about.asset_id order by count(distinct post.author_id) desc, about.asset_id limit ${limit}) ranked) most
        order by asked.place`,
  );
  return found.map(({ ids }) => ids ?? []);
}
