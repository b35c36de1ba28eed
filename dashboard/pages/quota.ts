import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { complain, deedButton } from '../parts/dialog.ts';
import { fill, h } from '../parts/dom.ts';
import { bytes, number, percent } from '../parts/format.ts';

type Usage = Schemas['StorageUsage'];

const MB = 1_000_000;

/** How much a user stores, and a form that changes how much they may. */
export function quota(userId: string, name: string): HTMLElement {
  const element = h('div');
  const path = { userId };

  async function change(quotaBytes: number | null): Promise<string> {
    show(await take(api.PUT('/api/users/{userId}/quota', { params: { path }, body: { quotaBytes } })));
    return quotaBytes === null ? `${name} has the usual quota.` : `${name} may store ${bytes(quotaBytes)}.`;
  }

  function show(usage: Usage): void {
    const used = usage.usedBytes + usage.reservedBytes;
    const input = h('input', { type: 'number', min: 0, step: 'any', required: true, value: usage.quotaBytes / MB });
    fill(
      element,
      h(
        'p',
        {},
        `${bytes(used)} in ${number(usage.fileCount)} ${usage.fileCount === 1 ? 'file' : 'files'}, of ${bytes(usage.quotaBytes)}`,
        usage.quotaBytes > 0 && ` (${percent(used / usage.quotaBytes)})`,
      ),
      h(
        'form',
        { class: 'row', 'aria-label': 'Quota', onsubmit: (event) => event.preventDefault() },
        h('label', {}, 'Quota (MB)', input),
        deedButton({
          label: 'Change quota',
          question: `Change how much ${name} may store? What is stored beyond it stays; uploads are refused.`,
          run: () => {
            if (!input.reportValidity()) throw new Error('The quota is a number of megabytes, 0 or more.');
            return change(Math.round(input.valueAsNumber * MB));
          },
        }),
        deedButton({
          label: 'Usual quota',
          question: `Give ${name} the quota of the installation?`,
          run: () => change(null),
        }),
      ),
    );
  }

  take(api.GET('/api/users/{userId}/quota', { params: { path } }))
    .then(show)
    .catch(complain);
  return h('section', { 'aria-label': 'Storage' }, h('h2', {}, 'Storage'), element);
}
