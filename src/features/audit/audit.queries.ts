import { type RawBuilder, sql } from 'kysely';
import { firstIdAt } from '../../platform/db/ids.ts';
import { type Em, rows } from '../../platform/db/sql.ts';
import type { Deed, TargetType } from './audit.contract.ts';

export interface AuditRow {
  id: string;
  at: Date;
  deed: Deed;
  actor_id: string | null;
  api_key_id: string | null;
  target_type: TargetType;
  target_id: string | null;
  address: string | null;
  request_id: string | null;
  details: Record<string, unknown>;
  count: number;
  last_at: Date;
}

export interface AuditFilter {
  deed: Deed | undefined;
  actorId: string | undefined;
  targetType: TargetType | undefined;
  targetId: string | undefined;
  /** Done in `[from, to)`: ids sort by time. */
  from: Date | undefined;
  to: Date | undefined;
  /** Only entries older than this one. */
  before: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listAudit(em: Em, filter: AuditFilter): Promise<AuditRow[]> {
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (filter.deed !== undefined) where.push(sql`deed = ${filter.deed}`);
  if (filter.actorId !== undefined) where.push(sql`actor_id = ${filter.actorId}`);
  if (filter.targetType !== undefined) where.push(sql`target_type = ${filter.targetType}`);
  if (filter.targetId !== undefined) where.push(sql`target_id = ${filter.targetId}`);
  if (filter.from !== undefined) where.push(sql`id >= ${firstIdAt(filter.from)}`);
  if (filter.to !== undefined) where.push(sql`id < ${firstIdAt(filter.to)}`);
  if (filter.before !== undefined) where.push(sql`id < ${filter.before}`);
  return await rows<AuditRow>(
    em,
    sql`select id, at, deed, actor_id, api_key_id, target_type, target_id, address, request_id, details, count, last_at
        from audit_entry where ${sql.join(where, sql` and `)} order by id desc limit ${filter.limit}`,
  );
}
