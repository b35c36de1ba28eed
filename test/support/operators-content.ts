import { sql } from 'kysely';
import { newId } from '../../src/platform/db/ids.ts';
import { row, run } from '../../src/platform/db/sql.ts';
import { triggerSchedule } from './digests.ts';
import { ask } from './http.ts';
import { NASTY, type Operators } from './operators.ts';
import { signUp, until } from './system.ts';

/** Pages about one thing, by what the content has of it. */
export interface Content {
  job: string;
  campaign: string;
  user: string;
  rule: string;
  route: string;
  report: string;
}

const NAME = NASTY.slice(0, 40);

/** Fills every list of the operators' page, with text that would run in every field that strangers or servers write. */
export async function fillPages({ system, temporal, token }: Operators): Promise<Content> {
  const { url } = system.api;
  const em = system.em;
  const call = async (method: string, path: string, body?: object) => {
    const answer = await ask(method, `${url}${path}`, { token, ...(body ? { body } : {}) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const user = await signUp(url, 'author@example.test', NAME);
  await ask('POST', `${url}/api/auth/login`, {
    body: { email: user.email, password: user.password },
    headers: { 'User-Agent': NASTY },
  });
  const campaign = String(
    (
      await call('POST', '/api/email/campaigns', {
        name: NASTY,
        content: { subject: NASTY, preview: NASTY, title: NASTY, body: NASTY, action: null },
        audience: { kind: 'list', recipients: [{ address: 'reader@example.test' }] },
        sendAt: new Date(Date.now() + 86_400_000).toISOString(),
      })
    ).id,
  );
  await call('POST', '/api/email/suppressions', { address: 'gone@example.test', note: NASTY });
  const job = newId();
  await run(
    em(),
    sql`insert into job (id, type, workflow, task_queue, input, summary, status, error_code, error_message, requested_by, result, finished_at)
        values (${job}, 'notification', 'none', 'bulk', '{}', ${NASTY}, 'failed', ${NASTY}, ${NASTY}, ${user.id},
          ${JSON.stringify({ text: NASTY })}::jsonb, now())`,
  );
  const rule = await call('POST', '/api/monitoring/rules', {
    name: NASTY,
    metric: 'memory_bytes',
    severity: 'critical',
    comparison: 'above',
    threshold: 1,
    clearThreshold: 1,
    forSeconds: 0,
  });
  const route = await call('POST', '/api/monitoring/routes', {
    name: NASTY,
    severities: ['critical'],
    channels: ['email'],
    groupSeconds: 30,
    escalation: { afterSeconds: 900, channels: ['email'] },
  });
  // An alert that was told: its series and the words of the receiver are from elsewhere, too.
  const alert = newId();
  await run(
    em(),
    sql`insert into monitor_alert (id, rule_id, rule_name, metric, severity, series, labels, kind, threshold, fired_at, value)
        values (${alert}, ${rule.id}, ${NASTY}, 'memory_bytes', 'critical', 'nasty', ${JSON.stringify({ folder: NASTY })}::jsonb, 'fired', 1, now(), 2)`,
  );
  const told = await row<{ id: string }>(
    em(),
    sql`insert into monitor_transition (alert_id, kind, at, value) values (${alert}, 'fired', now(), 2) returning id`,
  );
  await run(
    em(),
    sql`insert into monitor_delivery (transition_id, channel, status, attempts, error) values (${told?.id}, 'webhook', 'failed', 3, ${NASTY})`,
  );
  await run(
    em(),
    sql`insert into user_storage (user_id, used_bytes, quota_bytes) values (${user.id}, 990, 1000)
        on conflict (user_id) do update set used_bytes = 990, quota_bytes = 1000`,
  );
  const form = new FormData();
  form.append('files', new Blob(['MZ']), `${NASTY}.exe`);
  form.append('files', new Blob(['hello']), 'note.txt');
  await fetch(`${url}/api/files/upload`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${user.token}` },
    body: form,
  });
  await call('POST', '/api/jobs/maintenance', { dryRun: true });
  await call('POST', '/api/jobs/export', { dataset: 'users', format: 'csv' });
  const report = String((await call('POST', '/api/analytics/reports', { scope: 'platform', kind: 'daily' })).id);
  await ask('POST', `${url}/api/analytics/reports`, { token: user.token, body: { scope: 'own', kind: 'weekly' } });
  await ask('GET', `${url}/api/${encodeURIComponent(NASTY)}`, { token });
  await triggerSchedule(temporal, system, 'analytics-rollup');
  const isReady = async () => (await call('GET', `/api/analytics/reports/${report}`)).status === 'ready';
  await until(isReady, 60_000, 'the report is ready');
  return { job, campaign, user: user.id, rule: String(rule.id), route: String(route.id), report };
}
