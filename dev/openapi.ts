import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { composeApi } from '../src/composition/api.ts';
import { apiGuide } from '../src/composition/api-guide.ts';
import { entities } from '../src/composition/entities.ts';
import { loadConfig } from '../src/platform/config.ts';
import { createOrm } from '../src/platform/db/orm.ts';
import { describedPlatformRoutes } from '../src/platform/http/http-app.ts';
import { openApiDocument } from '../src/platform/http/openapi-document.ts';
import { createLogger } from '../src/platform/log/logger.ts';
import { createStorage } from '../src/platform/storage/create-storage.ts';
import { createTemporalClient } from '../src/platform/temporal/client.ts';

/**
 * `node dev/openapi.ts [--check]`: writes `openapi.json` from the routes and the types of the client from it, or fails when what
 * is committed is not what would be written.
 */

const DOCUMENT = 'openapi.json';
const CLIENT_TYPES = 'client/generated/api.ts';
const HEADER = '/** Made by `node dev/openapi.ts` from openapi.json. Do not edit. */\n\n';

/** The document depends on the routes alone, not on the environment of this process. */
function describeApi(): string {
  const config = loadConfig({});
  const { routes } = composeApi({
    config,
    orm: createOrm(config.db, entities),
    client: createTemporalClient(config.temporal, []),
    storage: createStorage(config.storage),
    logger: createLogger({ level: 'silent' }, { service: 'openapi' }),
  });
  return `${JSON.stringify(openApiDocument([...describedPlatformRoutes(), ...routes], apiGuide), null, 2)}\n`;
}

async function outputs(): Promise<Map<string, string>> {
  const document = describeApi();
  const types = await openapiTS(document, { alphabetize: true, defaultNonNullable: false });
  return new Map([
    [DOCUMENT, document],
    [CLIENT_TYPES, HEADER + astToString(types)],
  ]);
}

function staleFiles(wanted: ReadonlyMap<string, string>): string[] {
  return [...wanted]
    .filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text)
    .map(([file]) => file);
}

const wanted = await outputs();
const stale = staleFiles(wanted);
if (!process.argv.includes('--check')) {
  for (const [file, text] of wanted) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  process.stdout.write(stale.length === 0 ? 'nothing has changed\n' : `written: ${stale.join(', ')}\n`);
} else if (stale.length > 0) {
  process.stderr.write(`Not in sync with the routes: ${stale.join(', ')}. Run: node dev/openapi.ts\n`);
}
// The Temporal client holds a lazy connection that would keep the process.
process.exit(process.argv.includes('--check') && stale.length > 0 ? 1 : 0);
