import type {
  CampaignActivities,
  FillCampaignInput,
  FillResult,
} from '../../src/features/campaigns/campaigns.contract.ts';
import { fillCampaign } from '../../src/features/campaigns/fill-campaign.ts';
import type { Em } from '../../src/platform/db/sql.ts';
import { withHeartbeat } from '../../src/platform/temporal/heartbeat.ts';

export interface CampaignActivityDeps {
  em(): Em;
}

export function createCampaignActivities({ em }: CampaignActivityDeps) {
  return {
    fillCampaign: ({ fence }: FillCampaignInput): Promise<FillResult> =>
      withHeartbeat((context) => fillCampaign(em(), fence, context.info.attempt)),
  } satisfies CampaignActivities;
}
