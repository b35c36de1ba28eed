import { loadConfig } from '../../../src/platform/config.ts';
import { describedPlatformRoutes } from '../../../src/platform/http/http-app.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { describeMalformedRequests } from './malformed.ts';
import { call, createWidgetTable, startApp, type TestApp, widgetRoutes } from './support.ts';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await createDatabase();
  await createWidgetTable(database.url);
  app = await startApp(database.url);
  await call(app.url, 'POST', '/api/widgets', { token: 'alice', json: { name: 'kept' } });
});

afterAll(async () => {
  await app.stop();
  await database.drop();
});

describeMalformedRequests({
  routes: [...describedPlatformRoutes(), ...widgetRoutes()],
  url: () => app.url,
  databaseUrl: () => database.url,
  bodyLimitBytes: loadConfig({}).http.bodyLimitBytes,
  tokenFor: async () => 'admin',
  refusedTokens: { 'a forged': async () => 'forged', 'an overlong': async () => 'x'.repeat(5_000) },
  validBody: (route) => (route.operationId === 'createWidget' ? { name: 'never made' } : undefined),
});

test('every bad field of a request is named at once', async () => {
  const answer = await call(app.url, 'POST', '/api/widgets?x=1', {
    token: 'alice',
    json: { name: '', tags: ['ok', 7], size: { width: -1, height: 2, depth: 3 }, other: 1 },
  });
  expect(answer.status).toBe(400);
  const fields = (answer.body.errors as { field: string }[]).map((error) => error.field).sort();
  expect(fields).toEqual(['body.name', 'body.other', 'body.size.depth', 'body.size.width', 'body.tags[1]', 'query.x']);
});

test('a parameter that is given twice is refused where one is meant', async () => {
  const answer = await call(app.url, 'GET', '/api/widgets?limit=1&limit=2', { token: 'alice' });
  expect(answer.body).toMatchObject({ status: 400, code: 'invalid_request', errors: [{ field: 'query.limit' }] });
});
