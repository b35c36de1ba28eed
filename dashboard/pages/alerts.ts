import { type Child, h } from '../parts/dom.ts';
import { chosen, type Filter, filterForm } from '../parts/list.ts';
import type { Page } from '../parts/page.ts';
import { alertList } from './alert-list.ts';
import { routePage } from './route.ts';
import { routes } from './routes.ts';
import { rulePage } from './rule.ts';
import { rules } from './rules.ts';
import { silences } from './silences.ts';

const FILTERS: readonly Filter[] = [
  { name: 'state', label: 'State', values: ['active', 'past'] },
  { name: 'severity', label: 'Severity', values: ['critical', 'warning', 'info'] },
  { name: 'ruleId', label: 'Rule (id)' },
];

function all(params: URLSearchParams, signal: AbortSignal): Child {
  const silenced = silences();
  return [
    filterForm('alerts', FILTERS, params),
    alertList(chosen(FILTERS, params), signal, silenced.reload),
    h('h2', {}, 'Silences'),
    silenced.element,
    h('h2', {}, 'Rules'),
    rules(),
    h('h2', {}, 'Routes'),
    routes(),
  ];
}

export const alertsPage: Page = {
  show({ rest, params, signal }) {
    const [what, id] = rest;
    if (what === 'rules' && id !== undefined) return rulePage(id, signal);
    return what === 'routes' && id !== undefined ? routePage(id, signal) : all(params, signal);
  },
};
