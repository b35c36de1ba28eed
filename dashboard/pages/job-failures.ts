import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { ask, complain, tell } from '../parts/dialog.ts';
import { h, refill } from '../parts/dom.ts';
import { momentOf, number, stamp, words, zone } from '../parts/format.ts';
import { smallTable } from '../parts/list.ts';
import { addressOf, every } from '../parts/page.ts';

type Failure = Schemas['JobStats']['failuresByCause'][number];

const EVERY_MS = 30_000;

/** Retries every failed job of one type and cause, after saying how many there are. */
async function retryAll({ type, code, firstSeenAt }: Failure): Promise<void> {
  const body = { type, cause: code, from: firstSeenAt };
  const { matching } = await take(api.POST('/api/jobs/retry', { body: { ...body, preview: true } }));
  const many = `${number(matching)} failed ${matching === 1 ? 'job' : 'jobs'} of type ${words(type)}`;
  if (matching === 0) tell('No failed job of this cause is left.');
  else if (await ask(`Retry ${many} with the cause ${code}? Each runs once more.`, 'Retry all')) {
    const { retried, left } = await take(api.POST('/api/jobs/retry', { body }));
    tell(`${number(retried)} jobs run again${left > 0 ? `; ${number(left)} are left for the next time` : ''}.`);
  }
}

/** What jobs failed of in the last 24 hours, or since a time, with a button that retries all of one cause. */
export function failures(period: { from?: string }, until: AbortSignal): HTMLElement {
  const element = h('section', { 'aria-label': 'Failures by cause' });
  const load = async () => {
    const { failuresByCause } = await take(api.GET('/api/jobs/stats', { params: { query: period } }));
    if (failuresByCause.length === 0) {
      refill(element, h('p', { class: 'note' }, 'No job has failed in this period.'));
      return;
    }
    refill(
      element,
      smallTable(
        period.from ? `Failures by cause since ${stamp(period.from)}` : 'Failures by cause, last 24 hours',
        ['Type', 'Cause', 'Jobs', `First seen (${zone()})`, `Last seen (${zone()})`, 'Actions'],
        failuresByCause.map((failure) => [
          words(failure.type),
          h(
            'a',
            { href: addressOf('jobs', { status: 'failed', type: failure.type, cause: failure.code }) },
            failure.code,
          ),
          number(failure.count),
          momentOf(failure.firstSeenAt),
          momentOf(failure.lastSeenAt),
          h(
            'button',
            {
              type: 'button',
              'aria-label': `Retry all of ${words(failure.type)}, ${failure.code}`,
              onclick: () => void retryAll(failure).then(load).catch(complain),
            },
            'Retry all',
          ),
        ]),
      ),
    );
  };
  every(EVERY_MS, () => load().catch(complain), until);
  return element;
}
