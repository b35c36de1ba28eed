import { sql } from 'kysely';
import type { Schemas } from '../../../client/client.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { type Em, row, rows, run } from '../../../src/platform/db/sql.ts';
import type { Role } from '../../../src/platform/http/principal.ts';
import type { JobRow } from '../../../src/platform/jobs/job-row.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from '../../support/composed-api.ts';
import { createDatabase } from '../../support/database.ts';
import { type Answer, ask } from '../../support/http.ts';

export type Job = Schemas['Job'];

/** The whole API over a database of its own, with an admin who is signed in. Nothing in it reaches Temporal. */
export interface JobsApiFixture {
  api: ComposedApi;
  admin: ComposedPerson;
  databaseUrl: string;
  em(): Em;
  person(name: string, role?: Role): Promise<ComposedPerson>;
  /** @param who null for nobody */
  call(who: { token: string } | null, method: string, path: string, body?: unknown, key?: string): Promise<Answer>;
  /** Jobs on the page that is answered. @throws unless it is answered 200 */
  list(who: { token: string }, query: string): Promise<Job[]>;
  /** Inserts a job as it is described, all else as in a job that has just been enqueued. */
  insert(values?: Partial<JobRow> & { dispatched_at?: Date | null }): Promise<JobRow>;
  job(id: string): Promise<JobRow>;
  all<T>(query: ReturnType<typeof sql>): Promise<T[]>;
  one<T>(query: ReturnType<typeof sql>): Promise<T>;
  run(query: ReturnType<typeof sql>): Promise<number>;
  close(): Promise<void>;
}

export async function createJobsApiFixture(): Promise<JobsApiFixture> {
  const database = await createDatabase();
  const api = composedApi(database.url);
  const { url } = await api.app.listen();
  const { em } = api;
  const self: JobsApiFixture = {
    api,
    admin: await personOf(em(), url, 'admin', 'admin'),
    databaseUrl: database.url,
    em,
    person: (name, role = 'user') => personOf(em(), url, name, role),
    call: (who, method, path, body, key) => ask(method, `${url}${path}`, { token: who?.token, body, key }),
    list: async (who, query) => {
      const answer = await self.call(who, 'GET', `/api/jobs?limit=100&${query}`);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      return answer.body.data as Job[];
    },
    insert: async (values = {}) => {
      const given = {
        id: newId(),
        type: 'notification',
        workflow: 'testJob',
        task_queue: 'bulk',
        summary: 'a job',
        input: {},
        ...values,
      };
      const names = Object.keys(given).map((name) => sql.ref(name));
      const made = await row<JobRow>(
        em(),
        sql`insert into job (${sql.join(names)})
            select ${sql.join(names)} from jsonb_populate_record(null::job, ${JSON.stringify(given)}::jsonb) returning *`,
      );
      if (!made) throw new Error('An insert returned no row');
      return made;
    },
    job: async (id) => (await row<JobRow>(em(), sql`select * from job where id = ${id}`)) as JobRow,
    all: <T>(query: ReturnType<typeof sql>) => rows<T>(em(), query),
    one: async <T>(query: ReturnType<typeof sql>) => (await row<T>(em(), query)) as T,
    run: (query) => run(em(), query),
    close: async () => {
      await api.close();
      await database.drop();
    },
  };
  return self;
}

/** Of all times of a test file, so that differences are exact. */
const NOW = Date.now();

export const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000);
