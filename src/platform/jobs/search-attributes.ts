import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** What operators filter runs by. They must exist in the namespace (see docs/runbook.md). */
export const JOB_TYPE = defineSearchAttributeKey('JobType', SearchAttributeType.KEYWORD);
export const JOB_ID = defineSearchAttributeKey('JobId', SearchAttributeType.KEYWORD);
export const REQUESTED_BY = defineSearchAttributeKey('RequestedBy', SearchAttributeType.KEYWORD);
