import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { ask, complain, deedButton, tell } from '../parts/dialog.ts';
import { type Child, fill, h, typed } from '../parts/dom.ts';
import { choice, field, seconds } from '../parts/field.ts';
import { facts } from '../parts/list.ts';
import { fromShown, type Metric, metrics, toShown, unitWord } from '../parts/metric.ts';
import { alertList } from './alert-list.ts';
import { tryOut } from './rule-history.ts';
import { conditionOf } from './rules.ts';
import { silenceRule } from './silences.ts';

type Rule = Schemas['MonitoringRule'];
type Content = Required<Schemas['NewMonitoringRule']>;
type Metrics = ReadonlyMap<string, Metric>;

const SEVERITIES = ['critical', 'warning', 'info'] as const;
const NEW: Content = {
  name: '',
  metric: 'http_error_ratio',
  severity: 'warning',
  comparison: 'above',
  threshold: 0.05,
  clearThreshold: 0.05,
  forSeconds: 60,
  cooldownSeconds: 300,
  windowSeconds: 60,
  minimumEvents: 0,
  noData: 'alert',
  enabled: true,
};

/** A form of a rule. Thresholds are typed in the unit that people read, percent for shares. */
function ruleForm(known: Metrics, rule: Content): { element: HTMLFormElement; content(): Content } {
  const names = Object.fromEntries([...known.values()].map(({ name, description }) => [name, description]));
  const unit = () => known.get(typed(new FormData(element), 'metric'))?.unit ?? '';
  const first = known.get(rule.metric)?.unit ?? '';
  const limit = (label: string, name: string, value: number) =>
    h(
      'label',
      {},
      `${label} (`,
      h('span', { 'data-unit': true }, unitWord(first)),
      ')',
      h('input', { name, type: 'number', step: 'any', required: true, value: toShown(value, first) }),
    );
  const element = h(
    'form',
    { class: 'write columns', 'aria-label': 'Rule' },
    field('What is wrong when it fires', 'name', { required: true, maxlength: 120, value: rule.name }),
    choice('Metric', 'metric', names, rule.metric),
    choice('Severity', 'severity', { critical: 'critical', warning: 'warning', info: 'info' }, rule.severity),
    choice('Fires when the value is', 'comparison', { above: 'above', below: 'below' }, rule.comparison),
    limit('Threshold', 'threshold', rule.threshold),
    limit('Ends when it is back at', 'clearThreshold', rule.clearThreshold),
    seconds('Crossed for', 'forSeconds', rule.forSeconds, 0, 86_400),
    seconds('Pause after its end', 'cooldownSeconds', rule.cooldownSeconds, 0, 86_400),
    seconds('Samples of a value', 'windowSeconds', rule.windowSeconds, 20, 600),
    field('Fewer events say nothing', 'minimumEvents', {
      type: 'number',
      min: 0,
      max: 1_000_000,
      value: rule.minimumEvents,
      required: true,
    }),
    choice('A minute without data', 'noData', { alert: 'is an alert', ignore: 'is ignored' }, rule.noData),
    choice('Enabled', 'enabled', { true: 'yes', false: 'no' }, String(rule.enabled)),
  );
  element.addEventListener('change', () => {
    for (const word of element.querySelectorAll('[data-unit]')) word.textContent = unitWord(unit());
  });
  return {
    element,
    content() {
      const values = new FormData(element);
      const count = (name: string) => Number(typed(values, name));
      return {
        name: typed(values, 'name'),
        metric: known.get(typed(values, 'metric'))?.name ?? rule.metric,
        severity: SEVERITIES.find((each) => each === typed(values, 'severity')) ?? 'warning',
        comparison: typed(values, 'comparison') === 'below' ? 'below' : 'above',
        threshold: fromShown(count('threshold'), unit()),
        clearThreshold: fromShown(count('clearThreshold'), unit()),
        forSeconds: count('forSeconds'),
        cooldownSeconds: count('cooldownSeconds'),
        windowSeconds: count('windowSeconds'),
        minimumEvents: count('minimumEvents'),
        noData: typed(values, 'noData') === 'ignore' ? 'ignore' : 'alert',
        enabled: typed(values, 'enabled') === 'true',
      };
    },
  };
}

/** What can be done with a rule that there is. */
function deeds(rule: Rule): Child {
  return h(
    'p',
    { class: 'row' },
    silenceRule(rule, () => undefined),
    rule.key === null &&
      deedButton({
        label: 'Delete',
        of: rule.name,
        question: `Delete the rule “${rule.name}”? Its open alerts end. It cannot be brought back.`,
        run: async () => {
          await take(api.DELETE('/api/monitoring/rules/{ruleId}', { params: { path: { ruleId: rule.id } } }));
          location.hash = '#/alerts';
          return 'The rule is gone.';
        },
      }),
  );
}

function show(known: Metrics, rule: Rule | null, signal: AbortSignal): Child {
  const { element: form, content } = ruleForm(known, rule ?? NEW);
  const history = tryOut(known, content, () => form.reportValidity(), signal);

  async function save(): Promise<void> {
    const body = content();
    if (rule === null) {
      const made = await take(api.POST('/api/monitoring/rules', { body }));
      tell('The rule is there, and is looked at every few seconds.');
      location.hash = `#/alerts/rules/${made.id}`;
      return;
    }
    const question = `Save the rule “${rule.name}”? If its condition has changed, its open alerts end and it starts from nothing.`;
    if (!(await ask(question, 'Save'))) return;
    await take(api.PATCH('/api/monitoring/rules/{ruleId}', { params: { path: { ruleId: rule.id } }, body }));
    tell('The rule is saved.');
    history.redraw();
  }

  form.append(h('div', { class: 'row' }, h('button', { type: 'submit' }, rule === null ? 'Create the rule' : 'Save')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void save().catch(complain);
  });
  return [
    h('h2', {}, rule?.name ?? 'A new rule'),
    rule && [
      facts([
        ['Fires', conditionOf(rule)],
        ['Runbook', rule.runbook ?? 'none'],
      ]),
      deeds(rule),
    ],
    history.element,
    h('h2', {}, rule === null ? 'Write it' : 'Edit it'),
    form,
    rule && [h('h2', {}, 'Its alerts'), alertList({ ruleId: rule.id }, signal)],
  ];
}

/** One rule with the history of its metric, or a new one. @param id of the rule, or `new` */
export function rulePage(id: string, signal: AbortSignal): Child {
  const element = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
  async function load(): Promise<void> {
    const [known, rule] = await Promise.all([
      metrics(),
      id === 'new' ? null : take(api.GET('/api/monitoring/rules/{ruleId}', { params: { path: { ruleId: id } } })),
    ]);
    if (!signal.aborted) fill(element, show(known, rule, signal));
  }
  load().catch(complain);
  return [h('p', {}, h('a', { href: '#/alerts' }, 'All alerts, rules and routes')), element];
}
