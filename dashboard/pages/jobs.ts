import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { complain, deedButton } from '../parts/dialog.ts';
import { type Child, h, refill } from '../parts/dom.ts';
import { stamp, words } from '../parts/format.ts';
import { bar, chosen, type Filter, facts, filterForm, pagedList, type ShownList, timeColumn } from '../parts/list.ts';
import { listen } from '../parts/live.ts';
import type { Page, Place } from '../parts/page.ts';
import { failures } from './job-failures.ts';

type Job = Schemas['Job'];

const FILTERS: readonly Filter[] = [
  { name: 'status', label: 'Status', values: ['queued', 'running', 'succeeded', 'failed', 'cancelled'] },
  { name: 'type', label: 'Type' },
  { name: 'cause', label: 'Cause' },
  { name: 'origin', label: 'Origin', values: ['person', 'schedule', 'system'] },
  { name: 'requestedBy', label: 'Requester (id)' },
  { name: 'retrying', label: 'Running but retrying', values: ['true'] },
  { name: 'deadLetter', label: 'Failed and not acknowledged', values: ['true'] },
  { name: 'from', label: 'From', kind: 'instant' },
  { name: 'to', label: 'To', kind: 'instant' },
];

/** Rows that move are watched by the socket; the server allows 100 topics a socket. */
const WATCHED = 50;

const DEEDS = {
  cancel: {
    label: 'Cancel',
    question: 'Cancel this job? What it has done already stays done; what is left is not done.',
    run: (jobId: string) => take(api.POST('/api/jobs/{jobId}/cancel', { params: { path: { jobId } } })),
    done: 'The job is being cancelled.',
  },
  retry: {
    label: 'Retry',
    question: null,
    run: (jobId: string) => take(api.POST('/api/jobs/{jobId}/retry', { params: { path: { jobId } } })),
    done: 'The job runs again.',
  },
  'retry-now': {
    label: 'Retry now',
    question: null,
    run: (jobId: string) => take(api.POST('/api/jobs/{jobId}/retry-now', { params: { path: { jobId } } })),
    done: 'The attempt is repeated now.',
  },
  acknowledge: {
    label: 'Acknowledge',
    question: null,
    run: (jobId: string) => take(api.POST('/api/jobs/{jobId}/acknowledge', { params: { path: { jobId } } })),
    done: 'The failure is acknowledged.',
  },
} as const;

/** Buttons for what the API says may be done with the job. @param changed called with the job as it is afterwards */
function deeds(job: Job, changed: (job: Job) => void): Child {
  return h(
    'span',
    { class: 'row' },
    job.actions.map((action) => {
      const { label, question, run, done } = DEEDS[action];
      return deedButton({
        label,
        of: job.summary,
        ...(question === null ? {} : { question }),
        run: async () => {
          changed(await run(job.id));
          return done;
        },
      });
    }),
  );
}

const isOpen = ({ status }: Job) => status === 'queued' || status === 'running';

const STATE_CLASS = { queued: '', running: '', succeeded: 'good', failed: 'bad', cancelled: 'note' } as const;

const stateOf = (job: Job) =>
  h(
    'span',
    { class: STATE_CLASS[job.status] },
    job.status === 'running' && job.nextAttemptAt !== null
      ? `running, retries at ${stamp(job.nextAttemptAt)}`
      : job.status,
  );

const progressOf = ({ progress, status }: Job, label: string) =>
  bar(progress.done, progress.total, label, status === 'running');

const errorOf = ({ error }: Job) => error && `${error.code}: ${error.message}`;

const path = (jobId: string) => ({ params: { path: { jobId } } });

interface JobListener {
  event(job: Job): void;
  /** Events may have been missed. */
  gap(): void;
}

/**
 * Watches a job by the socket. What the socket tells is for all who may see the job: it has neither the words of mail servers nor
 * the link into Temporal. They are kept where they still hold, else the job is read again.
 */
function watchJob(first: Job, { event: changed, gap }: JobListener, until: AbortSignal): void {
  let known = first;
  const set = (job: Job) => {
    known = job;
    changed(job);
  };
  const read = () =>
    void take(api.GET('/api/jobs/{jobId}', path(first.id)))
      .then(set)
      .catch(complain);
  const event = (data: unknown) => {
    const job = data as Job;
    const isSameRun = job.generation === known.generation && job.error?.code === known.error?.code;
    if (isSameRun) set({ ...job, error: known.error, links: known.links });
    else read();
  };
  listen(`job:${first.id}`, { event, gap }, until);
}

function list({ params, signal }: Place): Child {
  let watching = 0;
  const shown: ShownList<Job> = pagedList<Job>({
    caption: 'Jobs, newest first',
    empty: 'No job matches.',
    isEndless: true,
    idOf: ({ id }) => id,
    load: (cursor) =>
      take(
        api.GET('/api/jobs', {
          params: { query: { limit: 50, ...chosen(FILTERS, params), ...(cursor ? { cursor } : {}) } },
        }),
      ),
    onRows: (jobs) => {
      for (const job of jobs.filter(isOpen)) {
        if (watching >= WATCHED) return;
        watching += 1;
        watchJob(job, { event: shown.patch, gap: shown.refresh }, signal);
      }
    },
    columns: [
      { head: 'Job', cell: (job) => h('a', { href: `#/jobs/${job.id}` }, job.summary) },
      { head: 'Type', cell: ({ type }) => words(type) },
      { head: 'Status', cell: stateOf },
      {
        head: 'Progress',
        cell: (job) => progressOf(job, `Progress of ${job.summary}`),
      },
      { head: 'Error', cell: errorOf },
      timeColumn('Created', ({ createdAt }) => createdAt),
      { head: 'Actions', cell: (job) => deeds(job, shown.patch) },
    ],
  });
  return [
    failures({ ...(params.has('from') && { from: params.get('from') ?? '' }) }, signal),
    filterForm('jobs', FILTERS, params),
    shown.element,
  ];
}

function single(jobId: string, { signal }: Place): Child {
  const element = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
  const show = (job: Job) => {
    refill(
      element,
      h('h2', {}, job.summary),
      h('p', { class: 'whole' }, progressOf(job, 'Progress')),
      facts([
        ['Status', stateOf(job)],
        ['Error', errorOf(job) ?? 'none'],
        ['Type', words(job.type)],
        ['Priority', job.priority],
        ['Origin', job.origin],
        ['Attempts', job.attempts],
        ['Created', stamp(job.createdAt)],
        ['Due', stamp(job.runAt)],
        ['Started', stamp(job.startedAt)],
        ['Ended', stamp(job.finishedAt)],
        [
          'Requested by',
          job.requestedBy === null ? 'the system' : h('a', { href: `#/people/${job.requestedBy}` }, job.requestedBy),
        ],
        ['Acknowledged', stamp(job.acknowledgedAt)],
        ['Temporal', h('a', { href: job.links.temporal, rel: 'noopener', target: '_blank' }, 'Open the workflow')],
      ]),
      deeds(job, show),
      job.result && [h('h2', {}, 'Result'), h('pre', { tabindex: 0 }, JSON.stringify(job.result, null, 2))],
    );
  };
  const read = () => take(api.GET('/api/jobs/{jobId}', path(jobId)));
  read()
    .then((job) => {
      show(job);
      watchJob(job, { event: show, gap: () => void read().then(show).catch(complain) }, signal);
    })
    .catch(complain);
  return [h('p', {}, h('a', { href: '#/jobs' }, 'All jobs')), element];
}

export const jobsPage: Page = {
  show: (place) => (place.rest[0] === undefined ? list(place) : single(place.rest[0], place)),
};
