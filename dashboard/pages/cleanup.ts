import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { complain, deedButton } from '../parts/dialog.ts';
import { type Child, h, refill } from '../parts/dom.ts';
import { duration, number, stamp, words } from '../parts/format.ts';
import { bar, smallTable } from '../parts/list.ts';
import { listen } from '../parts/live.ts';
import { addressOf } from '../parts/page.ts';

type Job = Schemas['Job'];

interface Line {
  step: string;
  outcome: string;
  count: number;
  ms: number;
  note?: string;
}

const isLine = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && 'step' in value && 'count' in value;

/** The steps of a maintenance that are about files, from the result of its job. */
function linesOf({ result }: Job): Line[] {
  const steps: unknown = result?.['steps'];
  return Array.isArray(steps) ? steps.filter(isLine).filter(({ step }) => step.startsWith('files.')) : [];
}

const isDryRun = ({ result }: Job) => result?.['dryRun'] === true;

function report(job: Job): Child {
  const lines = linesOf(job);
  const about = `${job.summary}, ${stamp(job.createdAt)}`;
  const link = h('a', { href: `#/jobs/${job.id}` }, about);
  if (lines.length === 0) {
    const isOpen = job.status === 'queued' || job.status === 'running';
    return h(
      'p',
      {},
      link,
      `: ${job.status} `,
      isOpen && bar(job.progress.done, job.progress.total, `Progress of ${about}`, true),
      job.error && ` ${job.error.code}: ${job.error.message}`,
    );
  }
  return [
    h('p', {}, link),
    smallTable(
      isDryRun(job) ? `What it would do with files: ${about}` : `What it did with files: ${about}`,
      ['Step', isDryRun(job) ? 'It would change' : 'Changed', 'Result', 'Took', 'Note'],
      lines.map(({ step, count, outcome, ms, note }) => [
        words(step.replace('files.', '')),
        number(count),
        h('span', { class: outcome === 'failed' ? 'bad' : '' }, outcome),
        duration(ms),
        note,
      ]),
    ),
  ];
}

/** The latest clean-ups, which maintenance does every night, and a way to count or do one now. */
export function cleanup(until: AbortSignal): HTMLElement {
  const reports = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
  const watched = new Set<string>();

  async function load(): Promise<void> {
    const { data } = await take(api.GET('/api/jobs', { params: { query: { type: 'maintenance', limit: 3 } } }));
    if (until.aborted) return;
    for (const { id, status } of data) {
      if (watched.has(id) || (status !== 'queued' && status !== 'running')) continue;
      watched.add(id);
      const again = () => void load().catch(complain);
      listen(`job:${id}`, { event: again, gap: again }, until);
    }
    refill(reports, data.length === 0 ? h('p', { class: 'note' }, 'No maintenance has run yet.') : data.map(report));
  }

  const start = async (dryRun: boolean) => {
    const headers = { 'Idempotency-Key': crypto.randomUUID() };
    await take(api.POST('/api/jobs/maintenance', { body: { dryRun, reindex: false }, headers }));
    await load();
  };

  void load().catch(complain);
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'row' },
      deedButton({
        label: 'Count what would be cleaned up',
        run: async () => {
          await start(true);
          return 'A dry run of the maintenance counts what there is to do. It changes nothing.';
        },
      }),
      deedButton({
        label: 'Clean up now',
        question:
          'Run the maintenance now? It deletes expired files, objects without a row, and rows of all tables that are older than their periods. It also runs every night at 03:10 UTC.',
        run: async () => {
          await start(false);
          return 'The maintenance runs.';
        },
      }),
      h('a', { href: addressOf('jobs', { type: 'maintenance' }) }, 'All runs of the maintenance'),
    ),
    reports,
  );
}
