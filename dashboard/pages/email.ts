import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { chart } from '../parts/chart.ts';
import { complain, deedButton } from '../parts/dialog.ts';
import { type Child, fill, h, refill } from '../parts/dom.ts';
import { duration, number, percent, stamp, words, zone } from '../parts/format.ts';
import { bar, chosen, type Filter, facts, filterForm, pagedList, smallTable, timeColumn } from '../parts/list.ts';
import { listen } from '../parts/live.ts';
import { every, hoursAgo, type Page, type Place } from '../parts/page.ts';
import { campaignForm } from './campaign-form.ts';

type Campaign = Schemas['Campaign'];
type Report = Schemas['CampaignReport'];

const REPORT_EVERY_MS = 3_000;

const FILTERS: readonly Filter[] = [
  { name: 'status', label: 'Status', values: ['scheduled', 'sending', 'paused', 'sent', 'cancelled', 'failed'] },
];

const path = (campaignId: string) => ({ params: { path: { campaignId } } });

/** What may be done with a campaign in its state; the API refuses the rest with 409. */
function deeds({ id, name, status }: Campaign, changed: (campaign: Campaign) => void): Child {
  const isUnderWay = status === 'scheduled' || status === 'sending' || status === 'paused';
  return h(
    'p',
    { class: 'row' },
    (status === 'sending' || status === 'scheduled') &&
      deedButton({
        label: 'Pause',
        of: name,
        run: async () => {
          changed(await take(api.POST('/api/email/campaigns/{campaignId}/pause', path(id))));
          return 'The campaign is paused. Mails that are at the server now still arrive.';
        },
      }),
    status === 'paused' &&
      deedButton({
        label: 'Resume',
        of: name,
        run: async () => {
          changed(await take(api.POST('/api/email/campaigns/{campaignId}/resume', path(id))));
          return 'The campaign goes on.';
        },
      }),
    isUnderWay &&
      deedButton({
        label: 'Cancel',
        of: name,
        question: `Cancel the campaign “${name}”? Mails that are not sent yet are never sent.`,
        run: async () => {
          changed(await take(api.POST('/api/email/campaigns/{campaignId}/cancel', path(id))));
          return 'The campaign is cancelled.';
        },
      }),
    !isUnderWay &&
      deedButton({
        label: 'Retry failed mails',
        of: name,
        run: async () => {
          changed(await take(api.POST('/api/email/campaigns/{campaignId}/retry-failed', path(id))));
          return 'The failed mails are sent again.';
        },
      }),
  );
}

const progressOf = ({ progress, name, status }: Campaign) =>
  bar(progress.done, progress.total, `Progress of ${name}`, status === 'sending');

function delivery(until: AbortSignal): HTMLElement {
  const element = h('div');
  const query = { from: hoursAgo(7 * 24), interval: 'day' as const, tz: zone() };
  take(api.GET('/api/email/stats', { params: { query } }))
    .then(({ totals, series }) => {
      if (until.aborted) return;
      fill(
        element,
        facts([
          ['Delivered', `${number(totals.delivered)} (${percent(totals.deliveryRate)})`],
          ['Bounced', `${number(totals.bounced)} (${percent(totals.bounceRate)})`],
          ['Opened by people', percent(totals.openRate)],
          [
            'Time to delivery',
            `${duration(totals.timeToDeliveryMs.p50)} median, ${duration(totals.timeToDeliveryMs.p95)} p95`,
          ],
        ]),
        chart(
          {
            title: 'Mails, last 7 days',
            unit: 'mails',
            times: series.map(({ start }) => new Date(start)),
            lines: [
              { label: 'Sent', values: series.map(({ sent }) => sent) },
              { label: 'Failed', values: series.map(({ failed }) => failed) },
            ],
          },
          until,
        ),
      );
    })
    .catch(complain);
  return element;
}

function overview({ params, signal }: Place): Child {
  const campaigns = pagedList<Campaign>({
    caption: 'Campaigns, newest first',
    empty: 'There is no campaign.',
    idOf: ({ id }) => id,
    load: (cursor) =>
      take(
        api.GET('/api/email/campaigns', {
          params: { query: { ...chosen(FILTERS, params), ...(cursor ? { cursor } : {}) } },
        }),
      ),
    onRows: (rows) => {
      for (const { id, status } of rows.slice(0, 20)) {
        if (status !== 'sending') continue;
        const read = () =>
          take(api.GET('/api/email/campaigns/{campaignId}', path(id)))
            .then(campaigns.patch)
            .catch(complain);
        listen(`job:${id}`, { event: () => void read(), gap: campaigns.refresh }, signal);
      }
    },
    columns: [
      { head: 'Campaign', cell: ({ id, name }) => h('a', { href: `#/email/${id}` }, name) },
      { head: 'Subject', cell: ({ content }) => content.subject },
      { head: 'Status', cell: ({ status }) => status },
      { head: 'Progress', cell: progressOf },
      timeColumn('Starts', ({ sendAt, createdAt }) => sendAt ?? createdAt),
    ],
  });
  return [
    h(
      'p',
      {},
      h('a', { href: '#/email/new' }, 'Write a campaign'),
      ' · ',
      h('a', { href: '#/email/suppressions' }, 'Suppressed addresses'),
    ),
    delivery(signal),
    h('h2', {}, 'Campaigns'),
    filterForm('email', FILTERS, params),
    campaigns.element,
  ];
}

function campaign(campaignId: string, { signal }: Place): Child {
  const element = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
  let shown: Report | null = null;
  const show = (report: Report) => {
    shown = report;
    const { counts, rates } = report;
    refill(
      element,
      h('h2', {}, report.name),
      h('p', { class: 'whole' }, progressOf(report)),
      deeds(report, () => void load()),
      facts([
        ['Status', report.status],
        ['Error', report.error ? `${report.error.code}: ${report.error.message}` : 'none'],
        ['Subject', report.content.subject],
        ['Started', stamp(report.startedAt)],
        ['Ended', stamp(report.finishedAt)],
        ['Delivery rate', percent(rates.delivery)],
        ['Open rate', percent(rates.open)],
        ['Job', h('a', { href: `#/jobs/${report.id}` }, 'Open the job')],
      ]),
      smallTable(
        'Mails by status',
        ['Status', 'Mails'],
        Object.entries(counts).map(([name, count]) => [words(name), number(count)]),
      ),
    );
  };
  const load = () =>
    take(api.GET('/api/email/campaigns/{campaignId}', path(campaignId)))
      .then(show)
      .catch(complain);
  listen(`job:${campaignId}`, { event: () => void load(), gap: () => void load() }, signal);
  every(
    REPORT_EVERY_MS,
    async () => (shown && ['sent', 'cancelled', 'failed'].includes(shown.status) ? undefined : load()),
    signal,
  );
  return [h('p', {}, h('a', { href: '#/email' }, 'All campaigns')), element];
}

function suppressions({ params }: Place): Child {
  const filters: readonly Filter[] = [
    { name: 'address', label: 'Address' },
    { name: 'reason', label: 'Reason', values: ['hard_bounce', 'complaint', 'unsubscribe', 'manual'] },
  ];
  const list = pagedList<Schemas['EmailSuppression']>({
    caption: 'Suppressed addresses, newest first',
    empty: 'No address is suppressed.',
    idOf: ({ id }) => id,
    load: (cursor) =>
      take(
        api.GET('/api/email/suppressions', {
          params: { query: { ...chosen(filters, params), ...(cursor ? { cursor } : {}) } },
        }),
      ),
    columns: [
      { head: 'Address', cell: ({ address }) => address },
      { head: 'Reason', cell: ({ reason }) => words(reason) },
      { head: 'Category', cell: ({ category }) => (category === null ? 'all' : words(category)) },
      { head: 'Note', cell: ({ note }) => note },
      timeColumn('Since', ({ createdAt }) => createdAt),
      {
        head: 'Actions',
        cell: ({ id, address }) =>
          deedButton({
            label: 'Remove',
            of: address,
            question: `Remove ${address} from the list? Mail is sent to it again.`,
            run: async () => {
              await take(
                api.DELETE('/api/email/suppressions/{suppressionId}', { params: { path: { suppressionId: id } } }),
              );
              await list.reload();
              return `${address} is no longer suppressed.`;
            },
          }),
      },
    ],
  });
  return [
    h('p', {}, h('a', { href: '#/email' }, 'All campaigns')),
    filterForm('email/suppressions', filters, params),
    list.element,
  ];
}

export const emailPage: Page = {
  show(place) {
    const [what] = place.rest;
    if (what === undefined) return overview(place);
    if (what === 'new') return campaignForm();
    return what === 'suppressions' ? suppressions(place) : campaign(what, place);
  },
};
