import type { Context } from '@temporalio/activity';
import type {
  CampaignActivities,
  FillCampaignInput,
  FillResult,
} from '../../src/features/campaigns/campaigns.contract.ts';
import { fillCampaign } from '../../src/features/campaigns/fill-campaign.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import type { Logger } from '../../src/platform/log/logger.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';
import { notedFailure } from '../../src/platform/temporal/noted-failure.ts';

export interface CampaignActivityDeps {
  em(): Em;
  logger: Logger;
}

export function createCampaignActivities(deps: CampaignActivityDeps) {
  async function fill({ info }: Context, { fence }: FillCampaignInput): Promise<FillResult> {
    try {
      return await fillCampaign(deps.em(), fence, info.attempt);
    } catch (error) {
      throw await notedFailure(error, { ...deps, fence, attempt: info.attempt, code: 'campaign_fill_failed' });
    }
  }

  return {
    fillCampaign: (input: FillCampaignInput): Promise<FillResult> => withHeartbeat((context) => fill(context, input)),
  } satisfies CampaignActivities;
}
