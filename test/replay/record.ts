import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { ask, welcomeTo } from '../support/http.ts';
import { temporalAddress } from '../support/jobs.ts';
import { startSystem, until } from '../support/system.ts';

/**
 * Records what the replay test replays: one history for each way a workflow can go, from the real programs. Run it by
 * `npm run record:histories` when a workflow is new, and keep the old files: released runs must replay for ever.
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = fileURLToPath(new URL('./histories/', import.meta.url));
const soon = () => new Date(Date.now() + 2_000).toISOString();
const later = () => new Date(Date.now() + 3_600_000).toISOString();

const system = await startSystem();
const connection = await Connection.connect({ address: temporalAddress() });
const client = new Client({ connection });
const token = await system.adminToken();
const { url } = system.api;

async function send(address: string, extra: object = {}): Promise<string> {
  const answer = await ask('POST', `${url}/api/email/send`, { token, body: { ...welcomeTo(address), ...extra } });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.id);
}

/** Null until the launcher has started the run. */
async function stateOf(jobId: string) {
  try {
    return await client.workflow.getHandle(`${jobId}:1`).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

async function keep(name: string, jobId: string): Promise<void> {
  const ended = async () => {
    const state = await stateOf(jobId);
    return state !== null && state.status.name !== 'RUNNING';
  };
  await until(ended, 60_000, `${name} ends`);
  const history = await client.workflow.getHandle(`${jobId}:1`).fetchHistory();
  mkdirSync(folder, { recursive: true });
  // Stack traces name the folders of whoever records.
  const text = historyToJSON(history).replaceAll(`file://${root}`, '').replaceAll(root, '');
  writeFileSync(`${folder}${name}.json`, `${text}\n`);
  process.stdout.write(`${name}: ${history.events?.length} events\n`);
}

await keep('sendEmail.sent', await send('sent@example.test'));
await keep('sendEmail.sent-at-its-hour', await send('sent-later@example.test', { sendAt: soon() }));
await keep('sendEmail.refused', await send('refused@example.test'));
const cancelled = await send('cancelled@example.test', { sendAt: later() });
await until(async () => ((await stateOf(cancelled))?.historyLength ?? 0) > 3, 10_000, 'timer');
await ask('POST', `${url}/api/jobs/${cancelled}/cancel`, { token });
await keep('sendEmail.cancelled-while-waiting', cancelled);

await connection.close();
await system.stop();
