import { column, type Dataset, equals } from '../../platform/datasets/dataset.ts';
import { JOB_STATUSES } from '../../platform/jobs/jobs.contract.ts';

export const campaignsDataset: Dataset = {
  name: 'campaigns',
  title: 'Campaigns',
  about: 'All campaigns; a list of recipients is not part of it',
  audience: 'admin',
  columns: [
    column('id', 'id', 'c.id'),
    column('createdAt', 'instant', 'c.created_at'),
    column('createdBy', 'id', 'c.created_by'),
    column('name', 'text', 'c.name'),
    column('subject', 'text', `c.content->>'subject'`),
    column('audienceKind', 'id', `c.audience->>'kind'`),
    column('sendAt', 'instant', 'c.send_at'),
    column('status', 'id', 'j.status'),
    column('progressDone', 'integer', 'j.progress_done'),
    column('progressTotal', 'integer', 'j.progress_total'),
    column('startedAt', 'instant', 'j.started_at'),
    column('finishedAt', 'instant', 'j.finished_at'),
  ],
  filters: [equals('status', 'j.status', JOB_STATUSES, 'Only campaigns whose job has this status')],
  from: 'email_campaign c left join job j on j.id = c.id',
  at: 'c.created_at',
  order: 'c.id',
};
