import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { reply } from './reply.ts';
import { defineRoute, type Route } from './route.ts';
import { DOCUMENTATION_POLICY } from './security-headers.ts';

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

/** The documentation page with its own copy of Scalar, and the document it shows. */
export function documentationRoutes(openApiText: () => string): Route[] {
  let scalar: Promise<Buffer> | null = null;
  const readScalar = () =>
    readFile(
      join(dirname(createRequire(import.meta.url).resolve('@scalar/api-reference')), 'browser', 'standalone.js'),
    );
  const asset = (path: `/${string}`, operationId: string, summary: string, contentType: string) =>
    ({
      method: 'get',
      path,
      operationId,
      tags: ['documentation'],
      summary,
      access: 'public',
      limit: 'read',
      request: {},
      responses: { 200: { description: summary, contentType } },
    }) as const;
  return [
    defineRoute({
      ...asset(
        '/api/openapi.json',
        'getOpenApiDocument',
        'Get the OpenAPI 3.1 document',
        'application/json; charset=utf-8',
      ),
      handler: () => reply(200, openApiText()),
    }),
    defineRoute({
      ...asset('/api/docs', 'getDocumentationPage', 'Show this documentation', 'text/html; charset=utf-8'),
      handler: () => reply(200, PAGE, { 'Content-Security-Policy': DOCUMENTATION_POLICY }),
    }),
    defineRoute({
      ...asset(
        '/api/docs/page.js',
        'getDocumentationScript',
        'Get the script of the documentation page',
        'text/javascript; charset=utf-8',
      ),
      handler: () => reply(200, SCRIPT, CACHED),
    }),
    defineRoute({
      ...asset(
        '/api/docs/scalar.js',
        'getDocumentationViewer',
        'Get the viewer of the documentation page',
        'text/javascript; charset=utf-8',
      ),
      handler: async () => {
        scalar ??= readScalar();
        return reply(200, await scalar, CACHED);
      },
    }),
  ];
}
