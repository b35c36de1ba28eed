import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { recordEvent } from '../../events/record-event.service.ts';
import { shorten } from '../templates/format.domain.ts';
import type { BounceEvent, BounceReportResult } from './bounces.schema.ts';
import { SIGNATURE_TOLERANCE_SECONDS } from './bounces.signature.ts';

/** As we write them: the id of the ledger's row and our domain. */
const MESSAGE_ID = /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@([^@<>\s]+)>?$/i;
const NOTE_CHARACTERS = 500;
/** What a report that comes again changes. */
const NOTHING = { hardBounces: 0, complaints: 0, softBounces: 0, suppressed: 0 };

/** By the database's clock. @param seconds unix time */
export async function isFresh(em: Em, seconds: number): Promise<boolean> {
  const found = await row<{ fresh: boolean }>(
    em,
    sql`select abs(extract(epoch from now()) - ${seconds}::bigint) <= ${SIGNATURE_TOLERANCE_SECONDS}::int as fresh`,
  );
  return found?.fresh ?? false;
}

/** Words of another server, as a note that is one line. */
function noteOf(reason: string | undefined): string | null {
  const text = shorten((reason ?? '').replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim(), NOTE_CHARACTERS);
  return text === '' ? null : text;
}

function messageOf({ messageId = '' }: BounceEvent, domain: string): string | null {
  const [, id, right] = MESSAGE_ID.exec(messageId) ?? [];
  return id !== undefined && right?.toLowerCase() === domain.toLowerCase() ? id.toLowerCase() : null;
}

/** Locked in order of their ids, as pages of batches are, so that two reports do not wait for each other in a circle. */
async function lockMessages(tx: Em, ids: readonly (string | null)[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select id from email_message where id = any(${ids.filter((id) => id !== null)}::uuid[]) order by id for update`,
  );
  return new Set(found.map(({ id }) => id));
}

interface Applied {
  hard: number;
  complaints: number;
  suppressed: number;
}

/**
 * Notes what is new of each mail, and suppresses the address it went to. A mail that was reported before changes nothing, so that
 * a report which comes again does not undo what an admin took off the list.
 */
async function apply(tx: Em, events: readonly BounceEvent[], ids: readonly (string | null)[]): Promise<Applied> {
  const reasons = events.map((event) => (event.type === 'complaint' ? 'complaint' : 'hard_bounce'));
  // As numbers: Postgres does not read every year and offset that a text may have.
  const times = events.map(({ occurredAt }) => Date.parse(occurredAt) / 1_000);
  const addresses = events.map(({ messageId, address }) => (messageId === undefined ? (address ?? null) : null));
  const applied = await row<Applied>(
    tx,
    sql`with told as (
          select id, address, reason, to_timestamp(seconds) as occurred_at, note from unnest(${[...ids]}::uuid[], ${addresses}::text[], ${reasons}::text[],
            ${times}::float8[], ${events.map(({ reason }) => noteOf(reason))}::text[])
            as told (id, address, reason, seconds, note)),
        mail as (
          select id, min(least(occurred_at, now())) filter (where reason = 'hard_bounce') as bounced_at,
            min(least(occurred_at, now())) filter (where reason = 'complaint') as complained_at,
            min(note) filter (where reason = 'hard_bounce') as bounce_note,
            min(note) filter (where reason = 'complaint') as complaint_note
          from told where id is not null group by id),
        changed as (
          update email_message m set bounced_at = coalesce(m.bounced_at, mail.bounced_at),
            complained_at = coalesce(m.complained_at, mail.complained_at)
          from mail where m.id = mail.id and (m.bounced_at is null and mail.bounced_at is not null
            or m.complained_at is null and mail.complained_at is not null)
          returning new.id, new.to_address as address, mail.bounce_note, mail.complaint_note,
            old.bounced_at is null and new.bounced_at is not null as bounced,
            old.complained_at is null and new.complained_at is not null as complained),
        suppressed as (
          insert into email_suppression (address, reason, message_id, note)
          select distinct on (lower(address), reason) lower(address), reason, id, note
          from (
            select address, 'hard_bounce' as reason, id, bounce_note as note from changed where bounced
            union all select address, 'complaint', id, complaint_note from changed where complained
            union all select address, reason, null, note from told where id is null and address is not null) found
          where address <> '' order by lower(address), reason, id
          on conflict do nothing returning 1)
        select (select count(*) filter (where bounced)::int from changed) as hard,
          (select count(*) filter (where complained)::int from changed) as complaints,
          (select count(*)::int from suppressed) as suppressed`,
  );
  if (!applied) throw new Error('A count gave no row');
  return applied;
}

/** A signature is good for its tolerance in both directions of the clock. */
const REMEMBERED = sql`make_interval(secs => ${SIGNATURE_TOLERANCE_SECONDS * 2})`;
/** Each new report takes some forgotten ones away, so that the table shrinks as fast as it grows. */
const PRUNED_PER_REPORT = 20;

/**
 * Takes a report unless the same one was taken while its signature is valid: anyone who overheard it, or the provider that lost the
 * answer, may send it again after an admin took an address off the list. Call it in a transaction.
 */
export async function takeOnce(
  tx: Em,
  raw: Buffer,
  events: readonly BounceEvent[],
  domain: string,
): Promise<Omit<BounceReportResult, 'rejected'>> {
  await run(
    tx,
    sql`delete from email_bounce_report where body_hash in (
          select body_hash from email_bounce_report where taken_at < now() - ${REMEMBERED}
          order by taken_at limit ${PRUNED_PER_REPORT} for update skip locked)`,
  );
  const taken = await run(
    tx,
    sql`insert into email_bounce_report as known (body_hash) values (${createHash('sha256').update(raw).digest()})
        on conflict (body_hash) do update set taken_at = now() where known.taken_at < now() - ${REMEMBERED}`,
  );
  if (taken > 0) return await takeReport(tx, events, domain);
  return { ...NOTHING, received: events.length, unknownMessageIds: [] };
}

/**
 * Takes a report of bounces and complaints. Call it in a transaction.
 * - hard bounce: the mail has bounced, nothing more is sent to its address
 * - soft bounce: only counted; the provider tries again by itself
 * - complaint: noted at the mail, and its address gets only mail about its account
 * @param domain right part of our Message-IDs
 */
async function takeReport(
  tx: Em,
  events: readonly BounceEvent[],
  domain: string,
): Promise<Omit<BounceReportResult, 'rejected'>> {
  const ids = events.map((event) => messageOf(event, domain));
  const known = await lockMessages(tx, ids);
  const isKnown = (index: number) => known.has(ids[index] ?? '');
  const unknown = events.flatMap(({ messageId }, index) =>
    messageId === undefined || isKnown(index) ? [] : [messageId],
  );
  const chosen = events.map((event, index) => ({ event, id: isKnown(index) ? (ids[index] ?? null) : null }));
  const lasting = chosen.filter(
    ({ event, id }) =>
      (event.type === 'complaint' || event.kind === 'hard') && (id !== null || event.messageId === undefined),
  );
  const { hard, complaints, suppressed } = await apply(
    tx,
    lasting.map(({ event }) => event),
    lasting.map(({ id }) => id),
  );
  const counts = {
    received: events.length,
    hardBounces: hard,
    complaints,
    softBounces: events.filter((event) => event.type === 'bounce' && event.kind === 'soft').length,
    suppressed,
  };
  const unknownMessageIds = [...new Set(unknown)];
  const properties = { ...counts, unknown: unknownMessageIds.length };
  await recordEvent(tx, { name: 'email.bounces_reported', userId: null, properties });
  return { ...counts, unknownMessageIds };
}
