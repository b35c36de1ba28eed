import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { sql } from 'kysely';
import { rollupJobType } from '../../src/features/analytics/rollups/rollups.jobs.ts';
import { createAlertEvaluation } from '../../src/features/market/alerts/alert-evaluation.service.ts';
import { createNotify } from '../../src/features/notifications/notify.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { newId } from '../../src/platform/db/ids.ts';
import { row, run } from '../../src/platform/db/sql.ts';
import { transact } from '../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../src/platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../src/platform/jobs/launch.ts';
import { addReaderDueNow, removeSchedules, triggerSchedule } from '../support/digests.ts';
import { ask, welcomeTo } from '../support/http.ts';
import { temporalAddress } from '../support/jobs.ts';
import { addAssets, giveAlerts, ingest, START } from '../support/market.ts';
import { priceAlert } from '../support/notifications.ts';
import { signUp, startSystem, until } from '../support/system.ts';
import { addUsers } from '../support/users.ts';

/**
 * Records what the replay test replays: one history for each way a workflow can go, from the real programs. Run it by
 * `npm run record:histories` when a workflow or a way is new; it records what is not there yet. Histories that are there are
 * kept, since released runs must replay for ever: `npm run record:histories -- sendEmail` makes those that begin so anew.
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = fileURLToPath(new URL('./histories/', import.meta.url));
const fileOf = (name: string) => `${folder}${name}.json`;
const soon = () => new Date(Date.now() + 2_000).toISOString();
const later = () => new Date(Date.now() + 3_600_000).toISOString();

const system = await startSystem({
  // The grace of a deletion is what the last two add up to.
  env: {
    NOTIFICATIONS_GROUP_MS: '0',
    AUTH_CACHE_TTL_MS: '0',
    HTTP_ANSWER_TIMEOUT_MS: '2000',
    SCHEDULES_ENABLED: 'true',
    UPLOAD_MIN_FREE_BYTES: '0',
  },
});
const connection = await Connection.connect({ address: temporalAddress() });
const client = new Client({ connection });
const token = await system.adminToken();
const { url } = system.api;

async function send(address: string, extra: object = {}): Promise<string> {
  const answer = await ask('POST', `${url}/api/email/send`, { token, body: { ...welcomeTo(address), ...extra } });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.id);
}

/** A schedule names its runs itself. */
const runOf = (id: string) => (id.startsWith('schedule:') ? id : `${id}:1`);

/** Null until the launcher has started the run. */
async function stateOf(jobId: string) {
  try {
    return await client.workflow.getHandle(runOf(jobId)).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** @param events as many its history has once the run waits on the timer that is meant */
async function cancelledAfter(jobId: string, events: number): Promise<string> {
  await until(async () => ((await stateOf(jobId))?.historyLength ?? 0) >= events, 10_000, 'timer');
  await ask('POST', `${url}/api/jobs/${jobId}/cancel`, { token });
  return jobId;
}

/** A dry run of the maintenance. */
async function maintain(): Promise<string> {
  const answer = await ask('POST', `${url}/api/jobs/maintenance`, { token, body: { dryRun: true } });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.id);
}

/** The job that deletes a new account. */
async function eraseSomebody(email: string): Promise<string> {
  const person = await signUp(url, email);
  const answer = await ask('DELETE', `${url}/api/users/${person.id}`, { token });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return (answer.headers.get('location') ?? '').replace('/api/jobs/', '');
}

/** The job that mails an alert. */
async function deliverAlert(): Promise<string> {
  const user = { id: newId(), name: 'Ada' };
  await addUsers(system.em(), [user]);
  const notify = createNotify({ config: loadConfig(system.env) });
  await transact(system.em(), (tx) => notify(tx, [priceAlert(user.id)]));
  const find = () => row<{ id: string }>(system.em(), sql`select id from job where type = 'notification'`);
  await until(async () => (await find()) !== undefined, 20_000, 'a delivery is asked for');
  return (await find())?.id as string;
}

/** The job that tells of an alert: an ingest brings the price it waits for. */
async function fireAlert(): Promise<string> {
  const user = { id: newId(), name: 'Ada' };
  await addUsers(system.em(), [user]);
  const [asset] = await addAssets(system.em(), { RECD: 100 });
  const assetId = asset?.id as number;
  const rule = { condition: 'above', threshold: 110, rearmPercent: 1, repeat: true } as const;
  await giveAlerts(system.em(), [{ ...rule, userId: user.id, assetId, latest: 100 }]);
  const evaluate = createAlertEvaluation({ enqueue: createEnqueue(LEFT_TO_DISPATCHER) });
  await ingest(system.em(), new Map([[assetId, [{ at: START + 1_000, price: 111 }]]]), evaluate);
  const job = await row<{ id: string }>(system.em(), sql`select id from job where type = 'price_alerts'`);
  return job?.id as string;
}

/** The job that computes a call again: the price that it was frozen at is stored once more, and is another. */
async function correctCall(): Promise<string> {
  const at = new Date(Date.now() - 60_000).toISOString();
  const post = (path: string, body: unknown) => ask('POST', `${url}${path}`, { token, body });
  await post('/api/market/assets', { symbol: 'RECC', name: 'Corrected', kind: 'stock', currency: 'USD' });
  await post('/api/market/prices', [{ symbol: 'RECC', at, price: 100 }]);
  const call = { symbol: 'RECC', direction: 'up', horizonHours: 1 };
  const made = await post('/api/posts', { body: '$RECC', sentiment: 'bullish', call });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  await post('/api/market/prices', [{ symbol: 'RECC', at, price: 101 }]);
  const job = await row<{ id: string }>(system.em(), sql`select id from job where type = 'call_correction'`);
  return job?.id as string;
}

/** Uploads a text. */
async function uploadFile(text: string): Promise<{ jobId: string; fileId: string }> {
  const form = new FormData();
  form.append('files', new File([text], 'recorded.txt'));
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/files/upload`, { method: 'POST', headers, body: form });
  const body = (await answer.json()) as { jobId: string; results: { file: { id: string } }[] };
  if (answer.status !== 202) throw new Error(JSON.stringify(body));
  return { jobId: body.jobId, fileId: body.results[0]?.file.id ?? '' };
}

/** The job that removes the bytes of a deleted file. */
async function purgeFile(): Promise<string> {
  const { fileId } = await uploadFile('to be deleted');
  await ask('DELETE', `${url}/api/files/${fileId}`, { token });
  const job = await row<{ id: string }>(system.em(), sql`select id from job where type = 'file_purge'`);
  return job?.id as string;
}

/** The job of somebody's digest. */
async function sendDigest(): Promise<string> {
  await addReaderDueNow(system.em());
  await triggerSchedule(client, system, 'digests');
  const find = () => row<{ id: string }>(system.em(), sql`select id from job where type = 'digest' order by id desc`);
  await until(async () => (await find()) !== undefined, 20_000, 'the job of the period');
  return (await find())?.id as string;
}

async function exportPosts(extra: object = {}): Promise<string> {
  const body = { dataset: 'posts', format: 'csv', ...extra };
  const answer = await ask('POST', `${url}/api/jobs/export`, { token, body });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.id);
}

/** Two others of the same user seem to be under way until it has waited once. */
async function waitedInLine(): Promise<string> {
  const others = [await exportPosts({ runAt: later() }), await exportPosts({ runAt: later() })];
  await run(system.em(), sql`update job set status = 'running' where id = any(${others}::uuid[])`);
  const id = await exportPosts();
  await until(async () => ((await stateOf(id))?.historyLength ?? 0) >= 11, 10_000, 'it waits');
  await run(system.em(), sql`update job set status = 'queued' where id = any(${others}::uuid[])`);
  return id;
}

const CAMPAIGN = { subject: 'News', preview: 'What is new', title: 'News', body: 'Hello.', action: null };

async function campaign(count: number, extra: object = {}): Promise<string> {
  const prefix = newId();
  const recipients = Array.from({ length: count }, (_, i) => ({ address: `${prefix}-${i}@example.test` }));
  const body = { name: 'Recorded', content: CAMPAIGN, audience: { kind: 'list', recipients }, ...extra };
  const answer = await ask('POST', `${url}/api/email/campaigns`, { token, body });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.id);
}

/** A campaign long enough to be stopped, once some of its mails have arrived. */
async function campaignUnderWay(): Promise<string> {
  const before = system.sink.arrivals.length;
  const id = await campaign(3_000);
  await until(async () => system.sink.arrivals.length > before + 50, 60_000, 'some have arrived');
  return id;
}

async function command(campaignId: string, name: string): Promise<void> {
  const answer = await ask('POST', `${url}/api/email/campaigns/${campaignId}/${name}`, { token });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
}

async function pausedAndResumed(): Promise<string> {
  const id = await campaignUnderWay();
  await command(id, 'pause');
  // Pause, then the timer on which the run waits for its resumption.
  await until(async () => ((await stateOf(id))?.historyLength ?? 0) >= 17, 30_000, 'the run waits');
  await command(id, 'resume');
  return id;
}

async function cancelledWhileSending(): Promise<string> {
  const id = await campaignUnderWay();
  await command(id, 'cancel');
  return id;
}

/** The job that passes over events for so long. */
async function rollUpFor(ms: number): Promise<string> {
  const until = new Date(Date.now() + ms).toISOString();
  const enqueue = createEnqueue(LEFT_TO_DISPATCHER);
  const job = await transact(system.em(), (tx) =>
    enqueue(tx, { type: rollupJobType, input: { until }, summary: 'figures', requestedBy: null }),
  );
  return job.id;
}

async function rebuild(): Promise<string> {
  const today = new Date().toISOString().slice(0, 10);
  const answer = await ask('POST', `${url}/api/analytics/rebuild`, { token, body: { from: today, to: today } });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.id);
}

/** The job that imports an event of yesterday. */
async function importEvent(): Promise<string> {
  const line = { name: 'page.viewed', eventId: '1', occurredAt: new Date(Date.now() - 86_400_000).toISOString() };
  const answer = await fetch(`${url}/api/analytics/events/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: JSON.stringify(line),
  });
  const body = (await answer.json()) as { id: string };
  if (answer.status !== 202) throw new Error(JSON.stringify(body));
  return body.id;
}

/** One of the platform, of the day before today, once a pass has made its figures final. */
async function platformReport(): Promise<string> {
  await rollUpFor(12_000);
  const answer = await ask('POST', `${url}/api/analytics/reports`, {
    token,
    body: { scope: 'platform', kind: 'daily' },
  });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.id);
}

/** `<workflow>.<way>` → makes a job go that way, and gives its id. */
const recordings: Readonly<Record<string, () => Promise<string>>> = {
  'sendEmail.sent': () => send('sent@example.test'),
  'sendEmail.sent-at-its-hour': () => send('sent-later@example.test', { sendAt: soon() }),
  'sendEmail.refused': () => send('refused@example.test'),
  'sendEmail.cancelled-while-waiting': async () =>
    await cancelledAfter(await send('cancelled@example.test', { sendAt: later() }), 4),
  'sendCampaign.sent': () => campaign(3),
  'sendCampaign.paused-and-resumed': pausedAndResumed,
  'sendCampaign.cancelled-while-scheduled': async () => await cancelledAfter(await campaign(3, { sendAt: later() }), 4),
  'sendCampaign.cancelled-while-sending': cancelledWhileSending,
  'runExport.published': () => exportPosts(),
  'runExport.cancelled-while-scheduled': async () => await cancelledAfter(await exportPosts({ runAt: later() }), 4),
  'runExport.waited-in-line': waitedInLine,
  'deliverNotifications.mailed': deliverAlert,
  'runMaintenance.completed': maintain,
  'eraseAccount.completed-by-the-second-pass': () => eraseSomebody('gone@example.test'),
  'eraseAccount.cancelled-between-passes': async () =>
    await cancelledAfter(await eraseSomebody('half-gone@example.test'), 10),
  'fireAlerts.told': fireAlert,
  'correctCalls.corrected': correctCall,
  'processFiles.processed': async () => (await uploadFile('to be processed')).jobId,
  'purgeFiles.purged': purgeFile,
  'enqueueScheduled.enqueued': () => triggerSchedule(client, system, 'digests'),
  'sendDigests.sent': sendDigest,
  'rollUp.until-the-next-period': () => rollUpFor(12_000),
  'rollUp.cancelled-between-passes': async () => await cancelledAfter(await rollUpFor(120_000), 5),
  'rebuildRollups.rebuilt': rebuild,
  'importEvents.imported': importEvent,
  'makeReports.made': platformReport,
};

async function keep(name: string, jobId: string): Promise<void> {
  const ended = async () => {
    const state = await stateOf(jobId);
    return state !== null && state.status.name !== 'RUNNING';
  };
  await until(ended, 60_000, `${name} ends`);
  const history = await client.workflow.getHandle(runOf(jobId)).fetchHistory();
  mkdirSync(folder, { recursive: true });
  // Stack traces name the folders of whoever records.
  const text = historyToJSON(history).replaceAll(`file://${root}`, '').replaceAll(root, '');
  writeFileSync(fileOf(name), `${text}\n`);
  process.stdout.write(`${name}: ${history.events?.length} events\n`);
}

const wanted = process.argv.slice(2);
const isWanted = (name: string) =>
  wanted.length === 0 ? !existsSync(fileOf(name)) : wanted.some((beginning) => name.startsWith(beginning));
for (const [name, make] of Object.entries(recordings)) if (isWanted(name)) await keep(name, await make());

await system.stop();
await removeSchedules(client, system);
await connection.close();
