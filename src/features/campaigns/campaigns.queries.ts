import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
import { BATCH_MARKS } from '../email/batch/batch.service.ts';
import type { Audience, CampaignContent, CampaignStatus } from './campaigns.contract.ts';

/** A campaign with what its job and its batch say of it. */
export interface CampaignRow {
  id: string;
  name: string;
  content: CampaignContent;
  audience: Audience;
  send_at: Date | null;
  created_by: string | null;
  created_at: Date;
  updated_at: Date;
  status: CampaignStatus;
  started_at: Date | null;
  finished_at: Date | null;
  cancel_requested_at: Date | null;
  filled_at: Date | null;
  paused_at: Date | null;
  progress_done: number;
  progress_total: number | null;
  error_code: string | null;
  error_message: string | null;
}

const CAMPAIGN: RawBuilder<unknown> = sql`select c.*, j.started_at, j.finished_at, j.cancel_requested_at, b.filled_at, b.paused_at,
    j.progress_done, j.progress_total, j.error_code, j.error_message,
    case
      when j.status in ('queued', 'running') and b.paused_at is not null then 'paused'
      when j.status = 'queued' then 'scheduled'
      when j.status = 'running' then 'sending'
      when j.status = 'succeeded' then 'sent'
      else j.status end as status
  from email_campaign c join job j on j.id = c.id join (${BATCH_MARKS}) b on b.job_id = c.id`;

export async function findCampaign(em: Em, id: string): Promise<CampaignRow | undefined> {
  return await row(em, sql`${CAMPAIGN} where c.id = ${id}`);
}

export interface CampaignFilter {
  status: CampaignStatus | undefined;
  /** Only campaigns older than this one: ids sort by time of creation. */
  before: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listCampaigns(em: Em, filter: CampaignFilter): Promise<CampaignRow[]> {
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (filter.status !== undefined) where.push(sql`status = ${filter.status}`);
  if (filter.before !== undefined) where.push(sql`id < ${filter.before}`);
  return await rows(
    em,
    sql`select * from (${CAMPAIGN}) campaign where ${sql.join(where, sql` and `)} order by id desc limit ${filter.limit}`,
  );
}
