import type { Config } from '../../platform/config.ts';
import type { BatchSettings } from './batch.contract.ts';
import { bulkRetryOf } from './retry.domain.ts';

/** What whoever enqueues a batch puts into the input of its job, so that all workers agree about it. */
export function batchSettings({ mail }: Pick<Config, 'mail'>): BatchSettings {
  return {
    timing: { deadlineMs: mail.sendDeadlineMs, leaseMs: mail.leaseMs },
    retry: bulkRetryOf(mail.retryInitialMs),
  };
}
