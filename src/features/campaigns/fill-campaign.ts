import { sql } from 'kysely';
import { type Em, row, run } from '../../platform/db/sql.ts';
import { transact } from '../../platform/db/transaction.ts';
import { beginRun } from '../../platform/jobs/fence.ts';
import type { JobFence } from '../../platform/jobs/jobs.contract.ts';
import { lastOfNextAccounts } from '../accounts/people/audience.reads.ts';
import {
  addToBatch,
  findBatchMarks,
  findFilledUpTo,
  markFilled,
  markFilledUpTo,
} from '../email/batch/batch.service.ts';
import { type Audience, CAMPAIGN_CATEGORY, type CampaignContent, type FillResult } from './campaigns.contract.ts';
import { type Meant, meantBySegment } from './recipients-of-audience.ts';

/** Asked by one statement: a second for a segment that costs most. */
export const ACCOUNTS_AT_ONCE = 20_000;
/** Less than the workflow lets the activity take. */
const STATEMENT_TIMEOUT_MS = 240_000;

export interface CampaignMail {
  id: string;
  content: CampaignContent;
  sendAt: Date | null;
}

/**
 * Takes people into the ledger, each address once. @param meant those of them who are to have a row
 * @returns how many are new
 */
export async function takeIn(tx: Em, { id, content, sendAt }: CampaignMail, meant: Meant): Promise<number> {
  const mail = {
    jobId: id,
    template: 'announcement',
    category: CAMPAIGN_CATEGORY,
    subject: content.subject,
    sendAt,
    expiresAt: null,
  } as const;
  return await addToBatch(
    tx,
    mail,
    sql`select 'campaign:' || ${id}::text || ':' || lower(m.address) as once_key, m.address, m.name, m.user_id,
        false as empty from (${meant}) m`,
  );
}

/**
 * Settles who gets a campaign to a segment: everybody who matches it now, has proven their address and does not refuse
 * announcements. Suppressed addresses are taken in too: whether they still are is asked when it is sent. It goes through the
 * accounts in pages, and where it is stands in the batch, so another attempt goes on from there.
 */
export async function fillCampaign(em: Em, fence: JobFence, attempt: number): Promise<FillResult> {
  for (;;) {
    const state = await fillPage(em, fence, attempt);
    if (state !== 'more') return state;
  }
}

/** One page. The job's row is held meanwhile, so that a pause, a cancellation and the end of another run come before or after it. */
async function fillPage(em: Em, fence: JobFence, attempt: number): Promise<FillResult | 'more'> {
  return await transact(em, async (tx) => {
    const begun = await row(tx, beginRun(fence, attempt));
    if (!begun) return 'lost';
    // Longer than other statements may take: a segment of the active looks at all that happened.
    await run(tx, sql`set local statement_timeout = ${sql.lit(STATEMENT_TIMEOUT_MS)}`);
    const batch = await findBatchMarks(tx, fence.jobId);
    if (batch?.filledAt) return 'filled';
    if (batch?.pausedAt) return 'paused';
    const campaign = await row<CampaignMail & { audience: Audience }>(
      tx,
      sql`select id, content, audience, send_at as "sendAt" from email_campaign where id = ${fence.jobId}`,
    );
    if (!campaign) throw new Error(`There is no campaign ${fence.jobId}`);
    const after = await findFilledUpTo(tx, fence.jobId);
    const last = campaign.audience.kind === 'segment' ? await lastOfNextAccounts(tx, after, ACCOUNTS_AT_ONCE) : null;
    if (campaign.audience.kind !== 'segment' || last === null) {
      await markFilled(tx, fence.jobId);
      return 'filled';
    }
    const meant = meantBySegment(campaign.audience.segment, { after, last });
    await takeIn(tx, campaign, sql`select * from (${meant}) m where m.enabled and m.proven and m.wants`);
    await markFilledUpTo(tx, fence.jobId, last);
    return 'more';
  });
}
