import { column, type Dataset, equals } from '../datasets/dataset.ts';
import { JOB_PRIORITIES, JOB_STATUSES } from './jobs.contract.ts';

export const jobsDataset: Dataset = {
  name: 'jobs',
  title: 'Jobs',
  about: 'The jobs of all users and of the system',
  audience: 'admin',
  columns: [
    column('id', 'id', 'j.id'),
    column('createdAt', 'instant', 'j.created_at'),
    column('type', 'id', 'j.type'),
    column('status', 'id', 'j.status'),
    column('priority', 'id', 'j.priority'),
    column('summary', 'text', 'j.summary'),
    column('requestedBy', 'id', 'j.requested_by'),
    column('generation', 'integer', 'j.generation'),
    column('attempts', 'integer', 'j.attempts'),
    column('progressDone', 'integer', 'j.progress_done'),
    column('progressTotal', 'integer', 'j.progress_total'),
    column('errorCode', 'id', 'j.error_code'),
    column('errorMessage', 'text', 'j.error_message'),
    column('runAt', 'instant', 'j.run_at'),
    column('startedAt', 'instant', 'j.started_at'),
    column('finishedAt', 'instant', 'j.finished_at'),
  ],
  filters: [
    equals('type', 'j.type', 'text', 'Only jobs of this type'),
    equals('status', 'j.status', JOB_STATUSES, 'Only jobs with this status'),
    equals('priority', 'j.priority', JOB_PRIORITIES, 'Only jobs of this priority'),
  ],
  from: 'job j',
  at: 'j.created_at',
  order: 'j.id',
};
