import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { DEFAULT_RULES } from '../../../src/features/monitoring/rules/default-rules.domain.ts';
import { rows } from '../../../src/platform/db/sql.ts';
import { type Figure, figure } from '../../support/figures.ts';
import { requireInstalled, startAlertmanager, startPrometheus } from '../prometheus.ts';
import { BACKLOG_S, FAULTS, type Fault, FOR_S, type Made } from './faults.ts';
import { type Notice, type Receivers, startReceivers, type ToldAlert } from './receivers.ts';
import { startWorld, type World } from './world.ts';

/**
 * Real faults of the real programs: what is told, where and when, and that it ends when the fault is mended. Debian's Prometheus and
 * Alertmanager look at the same metrics with their own intervals. Conditions and `for` are the same for both.
 */

/** By when a fault must be told. Prometheus and Alertmanager with their own intervals need up to 160 seconds. */
const TOLD_WITHIN_MS = { alone: 75_000, both: 180_000 };
const CLEARED_WITHIN_MS = 90_000;
const LOOK_MS = 500;
/** What each process tells by itself. */
const EMERGENCY = 'Postgres does not answer';
/** That look at the rules. */
const PROCESSES = 3;
/** Of all rules; the shortest that keeps two samples. */
const WINDOW_S = 30;

/** As short as the bench needs: what a `for` and a window are for does not depend on their length. */
async function shortenRules({ admin }: World): Promise<void> {
  const { data } = await admin.GET('/api/monitoring/rules', { params: { query: { limit: 100 } } });
  for (const rule of data?.data ?? []) {
    const body = {
      forSeconds: Math.min(rule.forSeconds, FOR_S),
      windowSeconds: Math.min(rule.windowSeconds, WINDOW_S),
      cooldownSeconds: 0,
      ...(rule.key === 'backlog' ? { threshold: BACKLOG_S, clearThreshold: BACKLOG_S / 2 } : {}),
    };
    const changed = await admin.PATCH('/api/monitoring/rules/{ruleId}', {
      params: { path: { ruleId: rule.id } },
      body,
    });
    if (changed.error) throw new Error(`${rule.name}: ${changed.error.detail}`);
  }
}

const nameOf = ({ rule }: Fault) => DEFAULT_RULES.find(({ key }) => key === rule)?.name ?? EMERGENCY;

const isOf = (fault: Fault, { labels }: ToldAlert) =>
  labels.alertname === nameOf(fault) &&
  Object.entries(fault.labels ?? {}).every(([label, value]) => labels[label] === value);

/** The first notice of a fault on a channel since a time; by its line where there are no labels. */
function firstOf(receivers: Receivers, fault: Fault, channel: Notice['channel'], since: number): Notice | undefined {
  const all = channel === 'email' ? receivers.mails() : receivers.notices;
  return all.find((notice) => {
    if (notice.channel !== channel || notice.at < since) return false;
    if (channel === 'webhook') return notice.alerts.some((one) => one.status === 'firing' && isOf(fault, one));
    if (channel === 'alertmanager') {
      return notice.alerts.some((one) => one.status === 'firing' && one.labels.alertname === fault.name);
    }
    return notice.text.includes(`FIRING: ${nameOf(fault)}`);
  });
}

const clearedOf = ({ notices }: Receivers, fault: Fault, since: number) =>
  notices.find(
    ({ channel, at, alerts }) =>
      channel === 'webhook' && at >= since && alerts.some((one) => one.status === 'resolved' && isOf(fault, one)),
  );

/** What was told beside the faults: follows from them, or is a false alarm. */
function toldBeside({ notices }: Receivers, group: readonly Fault[], since: number): string[] {
  const firing = notices
    .filter(({ channel, at }) => channel === 'webhook' && at >= since)
    .flatMap(({ alerts }) => alerts)
    .filter((alert) => alert.status === 'firing' && !group.some((fault) => isOf(fault, alert)));
  const told = firing.map(({ labels: { alertname, ...labels } }) => {
    const shown = Object.entries(labels).filter(([label]) => label !== 'severity' && label !== 'instance');
    return [alertname, ...shown.map(([label, value]) => `${label}=${value}`)].join(' ');
  });
  return [...new Set(told)];
}

async function until(condition: () => boolean, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition() && performance.now() < deadline) await delay(LOOK_MS);
}

interface Outcome {
  fault: string;
  alert: string;
  /** Seconds from the fault to its notices, less its `for`; null where there was none. */
  toldAfterFor: Record<string, number | null>;
  clearedAfter: number | null;
}

const seconds = (ms: number | undefined) => (ms === undefined ? null : Math.round(ms / 100) / 10);

async function runGroup(
  world: World,
  receivers: Receivers,
  group: readonly Fault[],
  withPrometheus: boolean,
): Promise<Outcome[]> {
  const made = new Map<Fault, Made & { at: number }>();
  const begin = performance.now();
  for (const fault of group) {
    const at = performance.now();
    process.stderr.write(`${fault.name} …\n`);
    made.set(fault, { ...(await fault.make(world)), at });
  }
  const at = (fault: Fault) => made.get(fault)?.at ?? 0;
  const channels = ['webhook', ...(withPrometheus ? ['alertmanager' as const] : [])] as const;
  const isTold = (fault: Fault) => channels.every((one) => firstOf(receivers, fault, one, at(fault)) !== undefined);
  await until(() => group.every(isTold), TOLD_WITHIN_MS[withPrometheus ? 'both' : 'alone']);
  const mendedAt = new Map<Fault, number>();
  for (const fault of group) {
    await made.get(fault)?.mend();
    mendedAt.set(fault, performance.now());
  }
  const cleared = (fault: Fault) => clearedOf(receivers, fault, at(fault));
  await until(() => group.every((fault) => cleared(fault) !== undefined), CLEARED_WITHIN_MS);
  for (const fault of group) await made.get(fault)?.stop?.();
  process.stdout.write(`${JSON.stringify({ alsoTold: toldBeside(receivers, group, begin) })}\n`);
  return group.map((fault) => {
    const told = (channel: Notice['channel']) => {
      const notice = firstOf(receivers, fault, channel, at(fault));
      return seconds(notice && notice.at - (made.get(fault)?.since ?? at(fault)) - fault.forSeconds * 1_000);
    };
    const end = cleared(fault);
    const outcome = {
      fault: fault.name,
      alert: nameOf(fault),
      toldAfterFor: Object.fromEntries(
        [...channels, 'slack' as const, 'email' as const].map((one) => [one, told(one)]),
      ),
      clearedAfter: seconds(end && end.at - (mendedAt.get(fault) ?? 0)),
    };
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
    return outcome;
  });
}

const keyOf = (status: string, name: string, firedAt: string, labels: object) =>
  JSON.stringify([status, name, new Date(firedAt).getTime(), Object.entries(labels).sort()]);

/** Every transition against what the webhook received: told once, or recorded as not told. */
async function countNotices(world: World, { notices }: Receivers) {
  const recorded = await rows<{
    name: string;
    labels: Record<string, string>;
    fired_at: Date;
    opens: boolean;
    status: string | null;
  }>(
    world.orm.em.fork(),
    sql`select a.rule_name as name, a.labels, a.fired_at, t.kind in ('fired', 'no_data', 'error') as opens, d.status
        from monitor_transition t join monitor_alert a on a.id = t.alert_id
        left join monitor_delivery d on d.transition_id = t.id and d.channel = 'webhook'`,
  );
  const received = new Map<string, number>();
  for (const { alerts } of notices.filter(({ channel }) => channel === 'webhook')) {
    for (const { status, labels: all, startsAt } of alerts) {
      const { alertname = '', severity: _, ...labels } = all;
      const key = keyOf(status, alertname, startsAt, labels);
      received.set(key, (received.get(key) ?? 0) + 1);
    }
  }
  const count = { transitions: recorded.length, once: 0, held: {} as Record<string, number>, twice: 0, lost: 0 };
  for (const { name, labels, fired_at, opens, status } of recorded) {
    if (name === EMERGENCY && opens) continue;
    const told = received.get(keyOf(opens ? 'firing' : 'resolved', name, fired_at.toISOString(), labels));
    if (status === 'sent') {
      if (told === undefined) count.lost += 1;
      else if (told === 1) count.once += 1;
      else count.twice += 1;
    } else {
      count.held[status ?? 'none'] = (count.held[status ?? 'none'] ?? 0) + 1;
    }
  }
  // Each process tells by itself, all under one id.
  const emergencies = notices.filter(({ alerts }) =>
    alerts.some(({ status, labels }) => status === 'firing' && labels.alertname === EMERGENCY),
  );
  const ids = new Set(emergencies.map(({ id }) => id));
  return { ...count, emergency: { notices: emergencies.length, processes: PROCESSES, ids: ids.size } };
}

/** @param withPrometheus whether to wait for Prometheus and Alertmanager too, which takes minutes for each group */
export async function benchFaults(withPrometheus: boolean, only: readonly string[] = []): Promise<Figure[]> {
  if (withPrometheus) requireInstalled('prometheus', 'prometheus-alertmanager');
  const receivers = await startReceivers();
  const world = await startWorld(receivers);
  const wanted = FAULTS.map((group) => group.filter(({ name }) => only.length === 0 || only.includes(name)));
  const groups = wanted.filter((group) => group.length > 0);
  const alertmanager = withPrometheus ? await startAlertmanager(`${receivers.url}/alertmanager`) : null;
  const prometheus =
    alertmanager === null
      ? null
      : await startPrometheus(
          {
            scrape_configs: [
              {
                job_name: 'vibe',
                authorization: { type: 'Bearer', credentials: world.metricsToken },
                static_configs: [{ targets: [...world.apis, world.worker].map(({ url }) => new URL(url).host) }],
              },
            ],
            alerting: {
              alertmanagers: [{ static_configs: [{ targets: [new URL(alertmanager.url).host] }] }],
            },
          },
          groups.flat().map(({ name, expr, forSeconds }) => ({ alert: name, expr, for: `${forSeconds}s` })),
        );
  try {
    await shortenRules(world);
    const outcomes: Outcome[] = [];
    for (const group of groups) outcomes.push(...(await runGroup(world, receivers, group, withPrometheus)));
    process.stdout.write(`${JSON.stringify(await countNotices(world, receivers))}\n`);
    return outcomes.flatMap(({ fault, toldAfterFor: { webhook, alertmanager: theirs }, clearedAfter }) => [
      figure(`faults: ${fault}, told after its for`, 's', webhook ?? Number.NaN, theirs ?? Number.NaN, 1),
      figure(`faults: ${fault}, cleared after the mend`, 's', clearedAfter ?? Number.NaN, Number.NaN, 1),
    ]);
  } finally {
    await prometheus?.stop();
    await alertmanager?.stop();
    await world.stop();
    await receivers.close();
  }
}
