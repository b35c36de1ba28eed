import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { findPage, idKey, type Page } from '../../../platform/http/pagination.ts';
import { invalidRequest, notFound, type Problem, problem } from '../../../platform/http/problem.ts';
import { recordDeed } from '../../audit/audit.service.ts';
import { METRICS } from '../metric-catalogue.domain.ts';
import type { RuleContent } from './default-rules.domain.ts';
import { forgetRule, lockEvaluation } from './evaluation.queries.ts';
import { countRules, deleteRule, findRule, insertRule, pageOfRules, type RuleRow, writeRule } from './rules.queries.ts';
import type { RuleView } from './rules.schema.ts';

/** One evaluation of all rules must stay within its time. */
const MAX_RULES = 1_000;

/** The path of the runbook's section for a default rule; null for other rules. */
export function runbookOf(key: string | null): string | null {
  return key === null ? null : `/api/docs/runbook#alert-${key}`;
}

export function presentRule({ createdAt, updatedAt, ...rule }: RuleRow): RuleView {
  return {
    ...rule,
    unit: METRICS[rule.metric].unit,
    runbook: runbookOf(rule.key),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** @param at place of the rule in the request */
export function faultOf({ comparison, threshold, clearThreshold }: RuleContent, at = 'body'): Problem | null {
  const isBeyond = comparison === 'above' ? clearThreshold > threshold : clearThreshold < threshold;
  if (!isBeyond) return null;
  const side = comparison === 'above' ? 'at most' : 'at least';
  const message = `Must be ${side} \`threshold\`, or the alert would never end`;
  return invalidRequest([{ field: `${at}.clearThreshold`, code: 'wrong_side', message }]);
}

export async function listRulePage(
  em: Em,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<RuleView> | Problem> {
  return await findPage(query, idKey, {
    find: (from, limit) => pageOfRules(em, from?.[0] ?? null, limit),
    keyOf: ({ id }) => [id],
    presenter: () => presentRule,
  });
}

export async function getRule(em: Em, id: string): Promise<RuleView | Problem> {
  const rule = await findRule(em, id);
  return rule ? presentRule(rule) : notFound('The rule');
}

export async function createRule(em: Em, rule: RuleContent): Promise<RuleView | Problem> {
  const fault = faultOf(rule);
  if (fault) return fault;
  return await transact(em, async (tx) => {
    await lockEvaluation(tx);
    if ((await countRules(tx)) >= MAX_RULES)
      return problem(409, 'too_many_rules', `There are ${MAX_RULES} rules already.`);
    const made = await insertRule(tx, rule);
    if (!made) throw new Error('the new rule returned no row');
    await recordDeed(tx, 'monitoring.rule_created', { targetId: made.id, details: { metric: made.metric } });
    return presentRule(made);
  });
}

type RuleChange = { [Key in keyof RuleContent]?: RuleContent[Key] | undefined };

/** When one of these fields changes the rule starts from nothing, and its open alerts end. */
const CONDITION = [
  'metric',
  'comparison',
  'threshold',
  'clearThreshold',
  'minimumEvents',
  'windowSeconds',
  'enabled',
] as const;

export async function changeRule(em: Em, id: string, change: RuleChange): Promise<RuleView | Problem> {
  return await transact(em, async (tx) => {
    await lockEvaluation(tx);
    const before = await findRule(tx, id);
    if (!before) return notFound('The rule');
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after: RuleRow = { ...before, ...given };
    const fault = faultOf(after);
    if (fault) return fault;
    const written = await writeRule(tx, id, after);
    if (!written) return notFound('The rule');
    if (CONDITION.some((field) => before[field] !== after[field])) await forgetRule(tx, id);
    await recordDeed(tx, 'monitoring.rule_changed', { targetId: id, details: { fields: Object.keys(given) } });
    return presentRule(written);
  });
}

export async function removeRule(em: Em, id: string): Promise<Problem | null> {
  return await transact(em, async (tx) => {
    await lockEvaluation(tx);
    const rule = await findRule(tx, id);
    if (!rule) return notFound('The rule');
    if (rule.key !== null) return problem(409, 'default_rule', 'Every installation has this rule. Disable it instead.');
    await forgetRule(tx, id);
    await deleteRule(tx, id);
    await recordDeed(tx, 'monitoring.rule_deleted', { targetId: id });
    return null;
  });
}
