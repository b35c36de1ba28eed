import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DOCUMENT_POLICY, documentPage } from '../pages/document-page.ts';
import { defineRoute, type Route } from './route.ts';
import { DOCUMENTATION_POLICY } from './security-headers.ts';
import { replyStatic, type StaticFile, staticFile } from './static-file.ts';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vibe Trend Analyzer API</title>
</head>
<body>
<div id="app"></div>
<script src="/api/docs/scalar.js"></script>
<script src="/api/docs/page.js"></script>
</body>
</html>
`;

/** Everything that would reach another host is off: fonts, telemetry, the request proxy, the assistant. */
const SCRIPT = `Scalar.createApiReference('#app', {
  url: '/api/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
});
`;

const CACHED = { 'Cache-Control': 'public, max-age=3600' };
const RUNBOOK = new URL('../../../docs/runbook.md', import.meta.url);
/** Asked again each time, and mostly answered 304. */
const CHECKED = { 'Cache-Control': 'public, no-cache' };

interface Asset {
  path: `/${string}`;
  operationId: string;
  summary: string;
  contentType: string;
  headers: Readonly<Record<string, string>>;
  /** Read when it is first asked for, then kept. */
  read(): string | Buffer | Promise<string | Buffer>;
}

function assetRoute({ path, operationId, summary, contentType, headers, read }: Asset): Route {
  let file: Promise<StaticFile> | null = null;
  return defineRoute({
    method: 'get',
    path,
    operationId,
    tags: ['documentation'],
    summary,
    access: 'public',
    limit: 'read',
    request: {},
    responses: {
      200: { description: summary, contentType, headers: { ETag: 'Of this version' } },
      304: { description: 'You have this version: `If-None-Match` names it' },
    },
    handler: async (input) => {
      file ??= Promise.resolve(read()).then(staticFile);
      return replyStatic(await file, input, headers);
    },
  });
}

/** The documentation page with its own copy of Scalar, the document it shows, and the runbook. */
export function documentationRoutes(openApiText: () => string): Route[] {
  const scalar = join(
    dirname(createRequire(import.meta.url).resolve('@scalar/api-reference')),
    'browser',
    'standalone.js',
  );
  return [
    assetRoute({
      path: '/api/openapi.json',
      operationId: 'getOpenApiDocument',
      summary: 'Get the OpenAPI 3.1 document',
      contentType: 'application/json; charset=utf-8',
      headers: CHECKED,
      read: openApiText,
    }),
    assetRoute({
      path: '/api/docs',
      operationId: 'getDocumentationPage',
      summary: 'Show this documentation',
      contentType: 'text/html; charset=utf-8',
      headers: { ...CHECKED, 'Content-Security-Policy': DOCUMENTATION_POLICY },
      read: () => PAGE,
    }),
    assetRoute({
      path: '/api/docs/runbook',
      operationId: 'getRunbook',
      summary: 'Show the runbook, to which notices of alerts lead',
      contentType: 'text/html; charset=utf-8',
      headers: { ...CHECKED, 'Content-Security-Policy': DOCUMENT_POLICY },
      read: async () => documentPage('Runbook', await readFile(RUNBOOK, 'utf8')),
    }),
    assetRoute({
      path: '/api/docs/page.js',
      operationId: 'getDocumentationScript',
      summary: 'Get the script of the documentation page',
      contentType: 'text/javascript; charset=utf-8',
      headers: CACHED,
      read: () => SCRIPT,
    }),
    assetRoute({
      path: '/api/docs/scalar.js',
      operationId: 'getDocumentationViewer',
      summary: 'Get the viewer of the documentation page',
      contentType: 'text/javascript; charset=utf-8',
      headers: CACHED,
      read: () => readFile(scalar),
    }),
  ];
}
