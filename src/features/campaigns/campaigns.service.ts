import { sql } from 'kysely';
import type { Config } from '../../platform/config.ts';
import { newId } from '../../platform/db/ids.ts';
import { type Em, row, run } from '../../platform/db/sql.ts';
import { afterCommit, transact } from '../../platform/db/transaction.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { invalidRequest, isProblem, notFound, type Problem, problem } from '../../platform/http/problem.ts';
import { cancelJob, restartJob } from '../../platform/jobs/commands.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import type { JobRow } from '../../platform/jobs/job-row.ts';
import type { JobTypes } from '../../platform/jobs/job-type.ts';
import type { JobStatus } from '../../platform/jobs/jobs.contract.ts';
import type { Launch } from '../../platform/jobs/launch.ts';
import { recordDeed } from '../audit/audit.service.ts';
import { BATCH_CHANGED } from '../email/batch/batch.contract.ts';
import {
  batchSettings,
  createBatch,
  markFilled,
  pauseBatch,
  requeueFailed,
  resumeBatch,
} from '../email/batch/batch.service.ts';
import { type BatchState, findBatches, findLinkClicks, type LinkClicks } from '../email/batch/batch-figures.reads.ts';
import { forbiddenLinks } from '../email/rendering/allowed-links.service.ts';
import type { RecordedEvent } from '../events/events.contract.ts';
import { recordEvent } from '../events/record-event.service.ts';
import { findQuotes } from '../market/assets/quotes.reads.ts';
import type { Audience, CampaignContent } from './campaigns.contract.ts';
import { campaignJobType } from './campaigns.jobs.ts';
import { type CampaignFilter, type CampaignRow, findCampaign, listCampaigns } from './campaigns.queries.ts';
import type { NewCampaign } from './campaigns.schema.ts';
import { takeIn } from './fill-campaign.ts';
import {
  type AudienceCounts,
  countAudience,
  distinctRecipients,
  invalidRecipients,
  meantByList,
  meantBySegment,
} from './recipients-of-audience.ts';

const YEAR_MS = 366 * 86_400_000;
const WHAT = 'The campaign';

export interface CampaignsDeps {
  config: Pick<Config, 'mail' | 'http'>;
  enqueue: Enqueue;
  launch: Launch;
  types: JobTypes;
  /** Tells the run of a job, at best, without waiting for it. */
  signalRun(job: Pick<JobRow, 'id' | 'generation'>, signal: string): void;
  /** Where the links of a mail with this content lead. */
  linksOf(content: CampaignContent): readonly string[];
}

export interface CampaignWithReport {
  campaign: CampaignRow;
  batch: BatchState;
  clicks: LinkClicks[];
}

export type CampaignsService = ReturnType<typeof createCampaigns>;

/** What is recorded of a campaign. */
type CampaignEvent = Extract<RecordedEvent, { name: `campaign.${string}` }>;

interface HeldJob {
  id: string;
  generation: number;
  status: JobStatus;
}

/** Use cases on campaigns: make, look, stop, go on, try again. Sending is the worker's business. */
export function createCampaigns(deps: CampaignsDeps) {
  const { config, enqueue, launch, types, signalRun } = deps;
  const { publicUrl } = config.http;

  /** What the schema cannot know. */
  async function refusals(em: Em, { content, audience, sendAt }: NewCampaign): Promise<Problem | null> {
    const errors = forbiddenLinks(content, publicUrl, 'body.content');
    if (sendAt !== undefined && Date.parse(sendAt) > Date.now() + YEAR_MS) {
      errors.push({ field: 'body.sendAt', code: 'too_far', message: 'Must be at most a year ahead' });
    }
    const symbols = (audience.kind === 'segment' && audience.segment.follows) || [];
    const known = await findQuotes(em, symbols);
    for (const [index, symbol] of symbols.entries()) {
      if (known.has(symbol)) continue;
      const field = `body.audience.segment.follows[${index}]`;
      errors.push({ field, code: 'unknown_symbol', message: `There is no asset ${symbol}` });
    }
    return errors.length > 0 ? invalidRequest(errors) : null;
  }

  /**
   * Takes the row of a campaign's job until the transaction ends, before those of its batch and its mails: what the run writes,
   * its end too, comes before or after.
   */
  async function hold(tx: Em, campaignId: string): Promise<HeldJob | Problem> {
    const job = await row<HeldJob>(
      tx,
      sql`select j.id, j.generation, j.status from job j join email_campaign c on c.id = j.id
          where j.id = ${campaignId} for no key update of j`,
    );
    return job ?? notFound(WHAT);
  }

  async function reread(em: Em, campaignId: string): Promise<CampaignRow | Problem> {
    return (await findCampaign(em, campaignId)) ?? notFound(WHAT);
  }

  const isOpen = ({ status }: HeldJob) => status === 'queued' || status === 'running';
  const ended = () => problem(409, 'campaign_ended', 'The campaign has already ended.');

  /** Records who did what, and touches the campaign. */
  async function note(tx: Em, event: CampaignEvent): Promise<void> {
    await run(tx, sql`update email_campaign set updated_at = now() where id = ${event.properties.campaignId}`);
    await recordDeed(tx, event.name, { targetId: event.properties.campaignId });
    await recordEvent(tx, event);
  }

  /** Does something to a campaign that has not ended: 404, 409 `campaign_ended`. */
  async function whileOpen(
    em: Em,
    campaignId: string,
    change: (tx: Em, job: HeldJob) => Promise<void>,
  ): Promise<CampaignRow | Problem> {
    return await transact(em, async (tx) => {
      const job = await hold(tx, campaignId);
      if (isProblem(job)) return job;
      if (!isOpen(job)) return ended();
      await change(tx, job);
      return await reread(tx, campaignId);
    });
  }

  return {
    /** Who would get it now. 400 as for {@link create}. */
    async count(em: Em, body: NewCampaign): Promise<AudienceCounts | Problem> {
      const refused = await refusals(em, body);
      if (refused) return refused;
      const { audience } = body;
      if (audience.kind === 'segment') return await countAudience(em, meantBySegment(audience.segment));
      return await countAudience(em, meantByList(distinctRecipients(audience.recipients)));
    },

    /** In the transaction of `tx`: the job, the campaign, its batch, and of a list all recipients. 400 that names the fields. */
    async create(tx: Em, principal: Principal, body: NewCampaign): Promise<CampaignRow | Problem> {
      const refused = await refusals(tx, body);
      if (refused) return refused;
      const { name, content } = body;
      const id = newId();
      const sendAt = body.sendAt === undefined ? null : new Date(body.sendAt);
      const listed = body.audience.kind === 'list' ? distinctRecipients(body.audience.recipients) : null;
      const skipped = body.audience.kind === 'list' ? invalidRecipients(body.audience.recipients).length : 0;
      const audience: Audience =
        body.audience.kind === 'list'
          ? { kind: 'list', count: listed?.length ?? 0, ...(skipped > 0 ? { skipped } : {}) }
          : body.audience;
      await enqueue(tx, {
        id,
        type: campaignJobType,
        input: batchSettings(config),
        summary: `campaign ${name}`,
        requestedBy: principal.userId,
        priority: 'low',
        runAt: sendAt,
      });
      await run(
        tx,
        sql`insert into email_campaign (id, name, content, audience, send_at, created_by)
            values (${id}, ${name}, ${JSON.stringify(content)}::jsonb, ${JSON.stringify(audience)}::jsonb, ${sendAt},
              ${principal.userId})`,
      );
      await createBatch(tx, { jobId: id, links: deps.linksOf(content) });
      if (listed) {
        await takeIn(tx, { id, content, sendAt }, meantByList(listed));
        await markFilled(tx, id);
      }
      await note(tx, { name: 'campaign.created', userId: principal.userId, properties: { campaignId: id } });
      return await reread(tx, id);
    },

    async report(em: Em, campaignId: string): Promise<CampaignWithReport | Problem> {
      const campaign = await findCampaign(em, campaignId);
      const batch = (await findBatches(em, [campaignId])).get(campaignId);
      if (!campaign || !batch) return notFound(WHAT);
      return { campaign, batch, clicks: await findLinkClicks(em, campaignId) };
    },

    async list(em: Em, filter: CampaignFilter): Promise<CampaignRow[]> {
      return await listCampaigns(em, filter);
    },

    /** Again is harmless. 409 `campaign_ended`. */
    async pause(em: Em, principal: Principal, campaignId: string): Promise<CampaignRow | Problem> {
      return await whileOpen(em, campaignId, async (tx) => {
        await pauseBatch(tx, campaignId);
        await note(tx, { name: 'campaign.paused', userId: principal.userId, properties: { campaignId } });
      });
    },

    /** Again is harmless. 409 `campaign_ended`. */
    async resume(em: Em, principal: Principal, campaignId: string): Promise<CampaignRow | Problem> {
      return await whileOpen(em, campaignId, async (tx, job) => {
        await resumeBatch(tx, campaignId);
        await note(tx, { name: 'campaign.resumed', userId: principal.userId, properties: { campaignId } });
        afterCommit(tx, () => signalRun(job, BATCH_CHANGED));
      });
    },

    /** One that has not begun is cancelled at once, a running one is told to stop. Again is harmless. 409 `campaign_ended`. */
    async cancel(em: Em, principal: Principal, campaignId: string): Promise<CampaignRow | Problem> {
      return await transact(em, async (tx) => {
        const job = await hold(tx, campaignId);
        if (isProblem(job)) return job;
        if ((await cancelJob(tx, types, campaignId)) === 'too_late') return ended();
        await note(tx, { name: 'campaign.cancelled', userId: principal.userId, properties: { campaignId } });
        return await reread(tx, campaignId);
      });
    },

    /**
     * In the transaction of `tx`: makes the mails that failed sendable again, and has the campaign run once more if it had ended.
     * What was cancelled stays so. 409 `nothing_failed`.
     */
    async retryFailed(tx: Em, principal: Principal, campaignId: string): Promise<CampaignRow | Problem> {
      const job = await hold(tx, campaignId);
      if (isProblem(job)) return job;
      const mails = await requeueFailed(tx, campaignId);
      // A job may have failed before anybody was in the ledger.
      if (mails === 0 && job.status !== 'failed')
        return problem(409, 'nothing_failed', 'No mail of the campaign has failed.');
      if (isOpen(job)) {
        afterCommit(tx, () => signalRun(job, BATCH_CHANGED));
      } else {
        await restartJob(tx, campaignId, [job.status], launch);
        await resumeBatch(tx, campaignId);
      }
      await note(tx, { name: 'campaign.retried', userId: principal.userId, properties: { campaignId, mails } });
      return await reread(tx, campaignId);
    },
  };
}
