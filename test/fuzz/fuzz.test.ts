import { sql } from 'kysely';
import { signReport } from '../../src/features/email/bounces/bounces.signature.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { row, run } from '../../src/platform/db/sql.ts';
import { openApiDocument } from '../../src/platform/http/openapi-document.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from '../support/composed-api.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { ask } from '../support/http.ts';
import { type ApiDocument, type FuzzRequest, type Operation, operationsOf, requestFor } from './operations.ts';
import { Random } from './random.ts';
import { type JsonSchema, Values } from './values.ts';

/**
 * `npm run fuzz`: every operation of the document with generated input, as nobody, user, moderator, admin and key. No answer is a fault of
 * the server, each is one that the document names, and none holds what is another person's. `FUZZ_SECONDS` (100) and `FUZZ_SEED`
 * choose how long and what; `npm run fuzz` takes another seed each time, the gate always the same, so that it tells of changes and not of luck.
 */

const SECONDS = Number(process.env.FUZZ_SECONDS ?? 100);
const SEED = Number(process.env.FUZZ_SEED ?? 621573412);
/** Stands in everything that is Bob's alone. */
const CANARY = 'canary-7f3a91';
const KEY_SCOPES = ['analytics:read', 'events:write', 'exports:read', 'exports:write', 'files:read', 'files:write'];
/** What would end the callers or shut the API: admins do it to people who are made for it. */
const OF_ACCOUNTS = new Set([
  'deleteUser',
  'setUserDisabled',
  'setUserRole',
  'revokeSessions',
  'revokeSession',
  'logOut',
]);
/** Documented for all routes at once: what is no route, and HTTP itself. */
const ALWAYS = new Set([400, 404, 405, 408, 413, 415, 429]);

type Role = 'nobody' | 'user' | 'moderator' | 'admin' | 'key';
const ROLES: readonly Role[] = ['nobody', 'user', 'moderator', 'admin', 'key'];

let database: TestDatabase;
let api: ComposedApi;
let url = '';
const random = new Random(SEED);
const tokens = new Map<Role, string>();
let made = 0;

async function logIn(role: Role): Promise<ComposedPerson> {
  made += 1;
  const account = role === 'key' || role === 'nobody' ? 'user' : role;
  const person = await personOf(api.em(), url, `fuzz-${role}-${made}`, account);
  if (role === 'nobody') return person;
  if (role !== 'key') tokens.set(role, person.token);
  else {
    const body = { name: 'fuzz', scopes: KEY_SCOPES };
    const key = await ask('POST', `${url}/api/users/${person.id}/api-keys`, { token: person.token, body });
    tokens.set('key', String(key.body.key));
  }
  return person;
}

/** Private things of a person that nobody else may see. @returns their ids */
async function plant(bob: ComposedPerson): Promise<string[]> {
  const found = await row<{ ids: string[] }>(
    api.em(),
    sql`with asset as (insert into asset (symbol, name) values ('NVDA', 'Nvidia'), ('AAPL', 'Apple') returning id, symbol),
          list as (insert into watchlist (user_id, name) values (${bob.id}, ${CANARY}) returning id),
          alert as (insert into price_alert (user_id, asset_id, condition, threshold, note)
            select ${bob.id}, id, 'above', 110, ${CANARY} from asset where symbol = 'NVDA' returning id),
          job as (insert into job (type, summary, workflow, task_queue, input, requested_by, dispatched_at)
            values ('email', ${CANARY}, 'sendEmail', 'interactive', '{}', ${bob.id}, now()) returning id),
          key as (insert into api_key (user_id, name, prefix, secret_hash, scopes)
            values (${bob.id}, ${CANARY}, 'abcdefabcdef', decode('00', 'hex'), '{files:read}') returning id)
        select array[(select id from list), (select id from alert), (select id from job), (select id from key)]::text[] as ids`,
  );
  const room = await ask('POST', `${url}/api/rooms`, {
    token: bob.token,
    body: { name: CANARY, visibility: 'private' },
  });
  if (room.status !== 201) throw new Error(JSON.stringify(room.body));
  const message = await ask('POST', `${url}/api/rooms/${room.body.id}/messages`, {
    token: bob.token,
    body: { text: CANARY },
  });
  return [...(found?.ids ?? []), String(room.body.id), String(message.body.id)];
}

beforeAll(async () => {
  database = await createDatabase();
  api = composedApi(database.url, { HTTP_ANSWER_TIMEOUT_MS: '60000' });
  ({ url } = await api.app.listen());
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

interface Told {
  status: number;
  type: string;
  text: string;
}

async function send(operation: Operation, role: Role, request: FuzzRequest): Promise<Told> {
  const headers: Record<string, string> = { ...request.headers };
  const token = tokens.get(role);
  if (role !== 'nobody' && token !== undefined) headers.authorization = `Bearer ${token}`;
  if (operation.operationId === 'reportBounces' && typeof request.body === 'string') {
    const secret = loadConfig({}).mail.webhookSecret;
    headers['x-webhook-signature'] = signReport(secret, Math.floor(Date.now() / 1_000), Buffer.from(request.body));
  }
  const answer = await fetch(url + request.url, {
    method: operation.method,
    headers,
    redirect: 'manual',
    ...(request.body === null ? {} : { body: request.body as string }),
  });
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  return { status: answer.status, type, text: await answer.text() };
}

/** What is wrong with an answer, or null. */
function faultOf(operation: Operation, role: Role, told: Told): string | null {
  if (told.status >= 500) return 'a fault of the server';
  if (role !== 'admin' && told.text.includes(CANARY)) return 'what is another person’s';
  const documented = operation.responses.get(String(told.status));
  if (!documented && !ALWAYS.has(told.status)) return 'a status that is not documented';
  const typed = documented !== undefined && documented.length > 0 && !documented.includes('*/*');
  if (typed && told.text !== '' && !documented.includes(told.type)) {
    return `the media type ${told.type}, where ${documented} is documented`;
  }
  return told.text !== '' && told.status >= 400 && told.type !== 'application/problem+json' && told.type !== 'text/html'
    ? 'no problem document'
    : null;
}

/** Ids of an answer are good to ask for next. */
function learn(values: Values, text: string): void {
  for (const [id] of text.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g)) {
    if (values.ids.length < 400 && !values.ids.includes(id)) values.ids.push(id);
  }
}

test(
  'every operation answers as documented, whatever it is sent',
  async () => {
    const document = openApiDocument(api.app.routes, null) as unknown as ApiDocument;
    const operations = operationsOf(document);
    // Everything else must name its types, which are then compared.
    const anyType = operations.filter(({ responses }) =>
      [...responses.values()].some((types) => types.includes('*/*')),
    );
    expect(anyType.map(({ operationId }) => operationId)).toEqual(['downloadFile']);
    const values = new Values(random, document.components.schemas as Record<string, JsonSchema>);
    const bob = await personOf(api.em(), url, 'bob', 'user');
    values.ids.push(bob.id, ...(await plant(bob)));
    for (const role of ROLES) values.ids.push((await logIn(role)).id);
    // Those whom an admin may disable, delete and promote: people who are there for nothing else.
    const victims = await Promise.all(
      Array.from({ length: 5 }, async (_, n) => (await personOf(api.em(), url, `victim${n}`, 'user')).id),
    );
    const ofVictims = new Values(random, document.components.schemas as Record<string, JsonSchema>);
    ofVictims.ids.push(...victims);

    const faults = new Map<string, string>();
    const seen = new Map<string, number>();
    const endsAt = performance.now() + SECONDS * 1_000;
    for (let round = 0; round === 0 || performance.now() < endsAt; round += 1) {
      for (const operation of operations) {
        for (const role of ROLES) {
          if (round > 0 && performance.now() > endsAt) break;
          const mode = round === 0 ? 'valid' : random.pick(['valid', 'faulty', 'faulty', 'junk'] as const);
          const known = OF_ACCOUNTS.has(operation.operationId) ? ofVictims : values;
          const request = requestFor(operation, mode, known, random);
          const told = await send(operation, role, request);
          seen.set(`${told.status}`, (seen.get(`${told.status}`) ?? 0) + 1);
          const fault = faultOf(operation, role, told);
          const name = `${operation.operationId}: ${fault} (${told.status})`;
          if (fault !== null && !faults.has(name)) {
            const sent = `${request.url} ${JSON.stringify(request.headers)} ${String(request.body).slice(0, 400)}`;
            faults.set(
              name,
              `${operation.name} as ${role}: ${sent} → ${told.status} ${told.type} ${told.text.slice(0, 300)}`,
            );
          }
          if (told.status < 300 && role !== 'nobody') learn(values, told.text);
          if (told.status === 401 && role !== 'nobody' && operation.parameters.length >= 0) await revive(role, values);
        }
      }
    }
    const counts = [...seen]
      .sort()
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ');
    console.log(`fuzz: seed ${SEED}, ${operations.length} operations, answers ${counts}`);
    expect({ seed: SEED, faults: [...faults] }).toEqual({ seed: SEED, faults: [] });
    // Something was served, or nothing would have been tried.
    expect((seen.get('200') ?? 0) + (seen.get('201') ?? 0)).toBeGreaterThan(operations.length);
  },
  (SECONDS + 600) * 1_000,
);

/** A caller whose session was ended by another one logs in again, as somebody new. */
async function revive(role: Role, values: Values): Promise<void> {
  const still = await ask('GET', `${url}/api/users/me`, { token: tokens.get(role) });
  if (still.status !== 401) return;
  await run(api.em(), sql`delete from attempt_counter`);
  values.ids.push((await logIn(role)).id);
}
