import { createApiClient } from '../../../client/client.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { startApp, type TestApp } from './support.ts';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await createDatabase();
  app = await startApp(database.url);
});

afterAll(async () => {
  await app.stop();
  await database.drop();
});

test('the typed client returns data or the problem document', async () => {
  const seen: (string | null)[] = [];
  const api = createApiClient({
    baseUrl: app.url,
    token: () => 'alice',
    fetch: async (request) => {
      seen.push(new Request(request).headers.get('authorization'));
      return await fetch(request);
    },
  });
  const live = await api.GET('/livez');
  expect(live.data).toEqual({ status: 'ok' });
  // The widgets of this application are not the API's: its jobs are not there.
  const missing = await api.GET('/api/jobs/{jobId}', { params: { path: { jobId: 'x' } } });
  expect(missing.error?.code).toBe('not_found');
  expect(seen).toEqual(['Bearer alice', 'Bearer alice']);
});
