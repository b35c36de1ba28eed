import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import type { Severity } from '../rules/default-rules.domain.ts';
import type { ChannelName } from './routing.domain.ts';
import type { RouteContent } from './routing.schema.ts';

export interface RouteRow {
  id: string;
  name: string;
  severities: Severity[];
  channels: ChannelName[];
  next_channels: ChannelName[];
  group_seconds: number;
  escalate_after_seconds: number | null;
  escalate_to: ChannelName[];
  created_at: Date;
  updated_at: Date;
}

const COLUMNS = sql`id, name, severities, channels, next_channels, group_seconds, escalate_after_seconds, escalate_to, created_at,
  updated_at`;

/** @param from id of the last route of the page before */
export async function pageOfRoutes(em: Em, from: string | null, limit: number): Promise<RouteRow[]> {
  return await rows<RouteRow>(
    em,
    sql`select ${COLUMNS} from monitor_route where ${from}::uuid is null or id > ${from}::uuid order by id limit ${limit}`,
  );
}

export async function findRoute(em: Em, id: string): Promise<RouteRow | undefined> {
  return await row<RouteRow>(em, sql`select ${COLUMNS} from monitor_route where id = ${id}`);
}

export async function countRoutes(em: Em): Promise<number> {
  return (await row<{ count: number }>(em, sql`select count(*)::int as count from monitor_route`))?.count ?? 0;
}

/** The values of a route, in the order of its columns. */
const valuesOf = ({ name, severities, channels, nextChannels, groupSeconds, escalation }: RouteContent) =>
  sql`${name}::text, ${severities}::text[], ${channels}::text[], ${nextChannels}::text[], ${groupSeconds}::int,
    ${escalation?.afterSeconds ?? null}::int, ${escalation?.channels ?? []}::text[]`;
const VALUES = sql`name, severities, channels, next_channels, group_seconds, escalate_after_seconds, escalate_to`;

export async function insertRoute(tx: Em, route: RouteContent): Promise<RouteRow | undefined> {
  return await row<RouteRow>(
    tx,
    sql`insert into monitor_route (${VALUES}) values (${valuesOf(route)}) returning ${COLUMNS}`,
  );
}

export async function writeRoute(tx: Em, id: string, route: RouteContent): Promise<RouteRow | undefined> {
  return await row<RouteRow>(
    tx,
    sql`update monitor_route set (${VALUES}, updated_at) = (select ${valuesOf(route)}, now()) where id = ${id} returning ${COLUMNS}`,
  );
}

export async function deleteRoute(tx: Em, id: string): Promise<void> {
  await run(tx, sql`delete from monitor_route where id = ${id}`);
}
