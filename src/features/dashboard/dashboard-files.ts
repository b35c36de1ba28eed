import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { type StaticFile, staticFile } from '../../platform/http/static-file.ts';

/**
 * The files of the dashboard by their path under `/dashboard/`. Browsers run the TypeScript of `dashboard/` after its types were
 * replaced by blanks; there is no bundler, and lines and columns stay those of the source.
 */

const root = path.resolve(import.meta.dirname, '../../..');
const { resolve } = createRequire(import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** Folders of `dashboard/`, each served under its name. */
const FOLDERS = ['shell', 'parts', 'pages'] as const;

/** What the pages import from elsewhere, as browsers find it. */
const ADDRESSES: Readonly<Record<string, string>> = {
  uplot: '/dashboard/modules/uplot.js',
  'openapi-fetch': '/dashboard/modules/openapi-fetch.js',
  '../../client/client.ts': '/dashboard/client/client.ts',
};

const uplot = () => path.dirname(resolve('uplot/package.json'));
const openapiFetch = () => path.join(path.dirname(resolve('openapi-fetch')), 'index.mjs');

/** Leaves comments and the blanks of types out, and every line where it was. */
function lean(code: string): string {
  const linesOf = (comment: string) => comment.replaceAll(/[^\n]/g, '');
  return code
    .replaceAll(/^[ \t]*\/\*\*.*?\*\/$/gms, linesOf)
    .replaceAll(/^[ \t]*\/\/.*$/gm, '')
    .replaceAll(/[ \t]+$/gm, '');
}

function script(file: string): Buffer {
  const source = readFileSync(file, 'utf8');
  const stripped = lean(file.endsWith('.ts') ? stripTypeScriptTypes(source) : source);
  return Buffer.from(
    stripped.replaceAll(/(\bfrom )'([^']+)'/g, (whole, from: string, name: string) => {
      const address = ADDRESSES[name];
      return address === undefined ? whole : `${from}'${address}'`;
    }),
  );
}

export interface DashboardFile {
  readonly contentType: string;
  readonly file: StaticFile;
}

async function read(name: string, file: string): Promise<readonly [string, DashboardFile]> {
  const bytes = /\.m?[tj]s$/.test(file) ? script(file) : readFileSync(file);
  const contentType = TYPES[path.extname(name)] ?? 'application/octet-stream';
  return [name, { contentType, file: await staticFile(bytes) }];
}

/** Reads them all. @throws Error when one is missing or is not TypeScript whose types can be stripped */
export async function readDashboard(): Promise<ReadonlyMap<string, DashboardFile>> {
  const own = path.join(root, 'dashboard');
  const pages = FOLDERS.flatMap((folder) => readdirSync(path.join(own, folder)).map((name) => `${folder}/${name}`));
  const files = await Promise.all([
    ...pages.map((name) => read(name, path.join(own, name))),
    read('client/client.ts', path.join(root, 'client/client.ts')),
    read('modules/openapi-fetch.js', openapiFetch()),
    read('modules/uplot.js', path.join(uplot(), 'dist/uPlot.esm.js')),
    read('modules/uplot.css', path.join(uplot(), 'dist/uPlot.min.css')),
  ]);
  return new Map(files);
}
