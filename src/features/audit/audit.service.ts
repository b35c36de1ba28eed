import { sql } from 'kysely';
import { type Em, run } from '../../platform/db/sql.ts';
import { requestOrigin } from '../../platform/http/request-origin.ts';
import { DEEDS, type Deed } from './audit.contract.ts';

export interface DeedDetails {
  /** Id of what it was done to; the deed says of what kind it is. Null when there is no one thing. */
  targetId: string | null;
  /** Ids, counts and words of ours. Never names, addresses, texts that people wrote, or secrets: an entry outlives what it tells of. */
  details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
  /** Who did it, where the request does not say so yet: the user who has just logged in. */
  actorId?: string;
}

/** Who is behind the request under way, and from where. All null in the worker: the system did it. */
function origin() {
  const request = requestOrigin();
  const principal = request?.principal ?? null;
  return {
    actorId: principal?.userId ?? null,
    keyId: principal?.kind === 'api_key' ? principal.keyId : null,
    address: request?.ip ?? null,
    requestId: request?.requestId ?? null,
  };
}

/**
 * Keeps in the audit trail that something was done: who, from where and by which request is taken from the request under way.
 * In the transaction of the deed, so that there is neither without the other.
 */
export async function recordDeed(tx: Em, deed: Deed, done: DeedDetails): Promise<void> {
  await recordDeeds(tx, deed, [done]);
}

/** The same of many things to which it was done at once, in one statement. */
export async function recordDeeds(tx: Em, deed: Deed, done: readonly DeedDetails[]): Promise<void> {
  const by = origin();
  await run(
    tx,
    sql`insert into audit_entry (deed, actor_id, api_key_id, target_type, target_id, address, request_id, details)
        select ${deed}, actor_id, ${by.keyId}::uuid, ${DEEDS[deed]}, target_id, ${by.address}, ${by.requestId}, details
        from unnest(${done.map(({ actorId }) => actorId ?? by.actorId)}::uuid[], ${done.map(({ targetId }) => targetId)}::text[],
            ${done.map(({ details = {} }) => JSON.stringify(details))}::jsonb[]) as done (actor_id, target_id, details)`,
  );
}

/**
 * Keeps a deed that may come by the thousand: one entry for each target and hour, which counts. Its address is that of the first.
 * @param targetId null for all of those that have no target: they share the entry of the hour
 */
export async function countDeed(em: Em, deed: Deed, targetId: string | null): Promise<void> {
  const { address, requestId } = origin();
  await run(
    em,
    sql`insert into audit_entry as kept (deed, target_type, target_id, address, request_id, counted_hour)
        values (${deed}, ${DEEDS[deed]}, ${targetId}, ${address}, ${requestId}, date_trunc('hour', now(), 'UTC'))
        on conflict (deed, coalesce(target_id, ''), counted_hour) where counted_hour is not null
        do update set count = kept.count + 1, last_at = now()`,
  );
}
