import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { SENDING } from '../email/letter.ts';
import { asInProduction } from '../support/production.ts';

/**
 * One release, served: the API and the worker of the tree in which this runs, started as that tree starts its programs, on a database
 * that it has migrated itself. Argument: port of the sink. Says where its API is, and a new token of an admin whenever it is asked. Ends the
 * programs when the one who asks goes away.
 */

/** What is used of a tree, which may be older than this file. */
interface Tree {
  database: { createDatabase(from: string): Promise<{ url: string; drop(): Promise<void> }> };
  system: {
    startSystem(options: { databaseUrl: string; sink: { port: number }; env: Record<string, string> }): Promise<{
      api: { url: string };
      adminToken(): Promise<string>;
      stop(): Promise<void>;
    }>;
  };
}

async function load<Name extends keyof Tree>(name: Name): Promise<Tree[Name]> {
  return (await import(pathToFileURL(path.resolve(`test/support/${name}.ts`)).href)) as Tree[Name];
}

const [sinkPort = ''] = process.argv.slice(2);
const { createDatabase } = await load('database');
const { startSystem } = await load('system');
const secrets = asInProduction();
const database = await createDatabase('template0');
await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/migrate.ts', 'up'], {
  env: { ...process.env, ...secrets, DATABASE_URL: database.url },
});
const system = await startSystem({
  databaseUrl: database.url,
  sink: { port: Number(sinkPort) },
  env: { ...secrets, ...SENDING },
});

async function end(): Promise<never> {
  await system.stop();
  await database.drop();
  process.exit();
}
process.once('disconnect', () => void end());
process.once('SIGTERM', () => void end());
process.on('message', () => void system.adminToken().then((token) => process.send?.({ token })));
process.send?.({ api: system.api.url });
