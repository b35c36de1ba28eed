import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { complain } from '../parts/dialog.ts';
import { type Child, fill, h } from '../parts/dom.ts';
import { bytes, number, percent, words } from '../parts/format.ts';
import { facts, smallTable } from '../parts/list.ts';
import { hoursAgo } from '../parts/page.ts';

type Stats = Schemas['FileStats'];

/** Days of refusals that are counted. */
const DAYS = 30;

/** A table, or a sentence where there is nothing to list. */
const tableOr = (none: string, ...[caption, heads, rows]: Parameters<typeof smallTable>): Child =>
  rows.length === 0 ? h('p', { class: 'note' }, none) : smallTable(caption, heads, rows);

function quotas({ nearQuota }: Stats): Child {
  return tableOr(
    'No user has used four fifths of their quota.',
    'Users who have used four fifths of their quota, the fullest first',
    ['User', 'Used', 'Being stored', 'Quota', 'Share'],
    nearQuota.map(({ userId, displayName, usedBytes, reservedBytes, quotaBytes }) => [
      h('a', { href: `#/people/${userId}` }, displayName),
      bytes(usedBytes),
      bytes(reservedBytes),
      bytes(quotaBytes),
      quotaBytes === 0 ? 'over' : percent((usedBytes + reservedBytes) / quotaBytes),
    ]),
  );
}

function tables(stats: Stats): Child {
  const { files, objects, types, scans, failures, refusals, garbage, usage } = stats;
  return [
    h('h2', {}, 'What is stored'),
    facts([
      ['Users with files', number(usage.users)],
      ['Stored', bytes(usage.usedBytes)],
      ['Being stored', bytes(usage.reservedBytes)],
      ['Deleted, not purged yet', `${number(garbage.objects)} objects, ${bytes(garbage.bytes)}`],
    ]),
    tableOr(
      'No file is stored.',
      'Files by kind and state; sizes are those of the originals',
      ['Kind', 'State', 'Files', 'Size'],
      files.map((each) => [words(each.kind), each.status, number(each.files), bytes(each.bytes)]),
    ),
    tableOr(
      'No object is stored.',
      'Objects by variant',
      ['Variant', 'Objects', 'Size'],
      objects.map((each) => [each.variant, number(each.objects), bytes(each.bytes)]),
    ),
    tableOr(
      'No type is stored.',
      'Files by type, the largest first',
      ['Type', 'Files', 'Size'],
      types.map((each) => [each.contentType, number(each.files), bytes(each.bytes)]),
    ),
    h('h2', {}, 'Quotas'),
    quotas(stats),
    h('h2', {}, 'Scans, failures and refusals'),
    tableOr(
      'No file has been scanned.',
      'Files by result of the virus scan',
      ['Scan', 'Files'],
      scans.map((each) => [
        h('span', { class: each.scan === 'infected' ? 'bad' : '' }, words(each.scan)),
        number(each.files),
      ]),
    ),
    tableOr(
      'No file has failed.',
      'Files that failed, by cause',
      ['Cause', 'Files'],
      failures.map((each) => [words(each.code), number(each.files)]),
    ),
    tableOr(
      `No upload was refused in the last ${DAYS} days.`,
      `Uploads that were refused in the last ${DAYS} days, by code`,
      ['Code', 'Files'],
      refusals.map((each) => [words(each.code), number(each.files)]),
    ),
  ];
}

/** What is stored, whose quota is almost used up, and what was refused. */
export function storage(until: AbortSignal): HTMLElement {
  const element = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
  take(api.GET('/api/files/stats', { params: { query: { from: hoursAgo(DAYS * 24) } } }))
    .then((stats) => {
      if (!until.aborted) fill(element, tables(stats));
    })
    .catch(complain);
  return element;
}
