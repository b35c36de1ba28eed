import { sql } from 'kysely';
import type { Segment } from '../../../src/features/campaigns/campaigns.contract.ts';
import { type Em, row, rows } from '../../../src/platform/db/sql.ts';
import type { Role } from '../../../src/platform/http/principal.ts';
import { type ComposedApi, type ComposedPerson, composedApi, personOf } from '../../support/composed-api.ts';
import { createDatabase } from '../../support/database.ts';
import { ask } from '../../support/http.ts';

export interface Answer {
  status: number;
  headers: Headers;
  /** Whatever came; tests look into it. */
  json: ReturnType<typeof JSON.parse>;
}

export const CONTENT = {
  subject: 'Neu: Kurse in Echtzeit',
  preview: 'Was sich ändert',
  title: 'Kurse in Echtzeit',
  body: 'Ab heute.\n\nÜberall.',
  action: { label: 'Look', url: 'https://vibe.example/news' },
};

export const listOf = (...addresses: string[]) => ({
  kind: 'list',
  recipients: addresses.map((address) => ({ address })),
});
export const segmentOf = (segment: Segment) => ({ kind: 'segment', segment });

/** Body of a request for a campaign. */
export const campaignTo = (audience: unknown, more: object = {}) => ({
  name: 'News',
  content: CONTENT,
  audience,
  ...more,
});

export interface LedgerMail {
  status: string;
  to_address: string;
  to_name: string;
  user_id: string | null;
  once_key: string;
}

/** The whole API over a database of its own, with an admin who is signed in. Nothing in it reaches Temporal. */
export interface CampaignsFixture {
  api: ComposedApi;
  url: string;
  admin: ComposedPerson;
  em(): Em;
  person(name: string, role: Role): Promise<ComposedPerson>;
  /** @param token of the admin unless given; null for none */
  call(
    method: string,
    path: string,
    body?: unknown,
    options?: { token?: string | null; key?: string },
  ): Promise<Answer>;
  /** Asks for a campaign and gives its id. @throws unless it is answered 202 */
  create(audience: unknown, more?: object): Promise<string>;
  /** Its mails, by address. */
  mails(campaignId: string): Promise<LedgerMail[]>;
  all<T>(query: ReturnType<typeof sql>): Promise<T[]>;
  one<T>(query: ReturnType<typeof sql>): Promise<T>;
  close(): Promise<void>;
}

const PATH = '/api/email/campaigns';

export async function createCampaignsFixture(): Promise<CampaignsFixture> {
  const database = await createDatabase();
  const api = composedApi(database.url);
  const { url } = await api.app.listen();
  const { em } = api;
  const admin = await personOf(em(), url, 'admin', 'admin');
  const self: CampaignsFixture = {
    api,
    url,
    admin,
    em,
    person: (name, role) => personOf(em(), url, name, role),
    call: async (method, path, body, { token = admin.token, key } = {}) => {
      const answer = await ask(method, `${url}${PATH}${path}`, { token: token ?? undefined, body, key });
      return { status: answer.status, headers: answer.headers, json: answer.body };
    },
    create: async (audience, more) => {
      const { status, json } = await self.call('POST', '', campaignTo(audience, more));
      if (status !== 202) throw new Error(JSON.stringify(json));
      return json.id;
    },
    mails: (campaignId) =>
      rows(
        em(),
        sql`select status, to_address, to_name, user_id, once_key from email_message where job_id = ${campaignId}
            order by to_address`,
      ),
    all: <T>(query: ReturnType<typeof sql>) => rows<T>(em(), query),
    one: async <T>(query: ReturnType<typeof sql>) => (await row<T>(em(), query)) as T,
    close: async () => {
      await api.close();
      await database.drop();
    },
  };
  return self;
}
