import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import { DEFAULT_RULES, type RuleContent } from './default-rules.domain.ts';

export interface RuleRow extends RuleContent {
  id: string;
  key: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const COLUMNS = sql`id, key, name, metric, severity, comparison, threshold, clear_threshold as "clearThreshold",
  for_seconds as "forSeconds", cooldown_seconds as "cooldownSeconds", window_seconds as "windowSeconds",
  minimum_events as "minimumEvents", no_data as "noData", enabled, created_at as "createdAt", updated_at as "updatedAt"`;

/** Creates the default rules that are missing. Changed ones stay as they are. */
export async function seedRules(em: Em): Promise<void> {
  await run(
    em,
    sql`insert into monitor_rule (key, name, metric, severity, comparison, threshold, clear_threshold, for_seconds,
          cooldown_seconds, window_seconds, minimum_events, no_data, enabled)
        select r.key, r.name, r.metric, r.severity, r.comparison, r.threshold, r."clearThreshold", r."forSeconds",
          r."cooldownSeconds", r."windowSeconds", r."minimumEvents", r."noData", r.enabled
        from jsonb_to_recordset(${JSON.stringify(DEFAULT_RULES)}::jsonb) as r (key text, name text, metric text, severity text,
          comparison text, threshold double precision, "clearThreshold" double precision, "forSeconds" int, "cooldownSeconds" int,
          "windowSeconds" int, "minimumEvents" int, "noData" text, enabled boolean)
        on conflict (key) where key is not null do nothing`,
  );
}

/** In the order of their creation, up to a limit. */
export async function listRules(em: Em): Promise<RuleRow[]> {
  return await rows<RuleRow>(em, sql`select ${COLUMNS} from monitor_rule order by id`);
}

/** @param from id of the last rule of the page before */
export async function pageOfRules(em: Em, from: string | null, limit: number): Promise<RuleRow[]> {
  return await rows<RuleRow>(
    em,
    sql`select ${COLUMNS} from monitor_rule where ${from}::uuid is null or id > ${from}::uuid order by id limit ${limit}`,
  );
}

export async function findRule(em: Em, id: string): Promise<RuleRow | undefined> {
  return await row<RuleRow>(em, sql`select ${COLUMNS} from monitor_rule where id = ${id}`);
}

export async function countRules(em: Em): Promise<number> {
  return (await row<{ count: number }>(em, sql`select count(*)::int as count from monitor_rule`))?.count ?? 0;
}

export async function insertRule(em: Em, rule: RuleContent): Promise<RuleRow | undefined> {
  return await row<RuleRow>(
    em,
    sql`insert into monitor_rule (name, metric, severity, comparison, threshold, clear_threshold, for_seconds, cooldown_seconds,
          window_seconds, minimum_events, no_data, enabled)
        values (${rule.name}, ${rule.metric}, ${rule.severity}, ${rule.comparison}, ${rule.threshold}, ${rule.clearThreshold},
          ${rule.forSeconds}, ${rule.cooldownSeconds}, ${rule.windowSeconds}, ${rule.minimumEvents}, ${rule.noData}, ${rule.enabled})
        returning ${COLUMNS}`,
  );
}

export async function writeRule(em: Em, id: string, rule: RuleContent): Promise<RuleRow | undefined> {
  return await row<RuleRow>(
    em,
    sql`update monitor_rule set name = ${rule.name}, metric = ${rule.metric}, severity = ${rule.severity},
          comparison = ${rule.comparison}, threshold = ${rule.threshold}, clear_threshold = ${rule.clearThreshold},
          for_seconds = ${rule.forSeconds}, cooldown_seconds = ${rule.cooldownSeconds}, window_seconds = ${rule.windowSeconds},
          minimum_events = ${rule.minimumEvents}, no_data = ${rule.noData}, enabled = ${rule.enabled}, updated_at = now()
        where id = ${id} returning ${COLUMNS}`,
  );
}

export async function deleteRule(em: Em, id: string): Promise<void> {
  await run(em, sql`delete from monitor_rule where id = ${id}`);
}
