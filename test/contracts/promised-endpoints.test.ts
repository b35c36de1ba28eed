import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** The endpoints whose path and method are promised to clients: none may be renamed or go. */
const PROMISED = [
  'POST /api/analytics/events',
  'GET /api/analytics/platform',
  'GET /api/analytics/user/{userId}',
  'GET /api/analytics/realtime',
  'POST /api/email/send',
  'GET /api/email/stats',
  'POST /api/files/upload',
  'GET /api/files/{fileId}',
  'GET /api/files/{fileId}/download',
  'DELETE /api/files/{fileId}',
  'GET /api/users/{userId}/files',
  'GET /api/jobs/stats',
  'GET /api/jobs/{jobId}',
  'POST /api/jobs/export',
  'GET /api/monitoring/metrics',
  'GET /api/monitoring/alerts',
  'POST /api/monitoring/alerts/{alertId}/resolve',
  'GET /api/monitoring/performance',
];

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** Of openapi.json, which `npm run check` keeps as the routes are. */
function documented(): Set<string> {
  const document = new URL('../../openapi.json', import.meta.url);
  const { paths } = JSON.parse(readFileSync(document, 'utf8')) as { paths: Record<string, object> };
  return new Set(
    Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((key) => METHODS.includes(key))
        .map((method) => `${method.toUpperCase()} ${path}`),
    ),
  );
}

test('every promised endpoint is there by its path and method', () => {
  const there = documented();
  expect(PROMISED.filter((endpoint) => !there.has(endpoint))).toEqual([]);
});
