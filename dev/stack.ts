import { rmSync } from 'node:fs';
import path from 'node:path';
import { type Command, type Output, runToEnd } from './child-process.ts';
import { type GivenParts, givenParts } from './given-parts.ts';
import { inboxCommands, inboxPage } from './inbox.ts';
import { privateFolder } from './paths.ts';
import { nextFreePort } from './ports.ts';
import {
  accepts,
  applicationUrls,
  databaseUrl,
  ensureApplicationDatabase,
  initialise,
  OWNER,
  serverCommand,
  statementStatistics,
} from './postgres/cluster.ts';
import { preparePostgresHome } from './postgres/home.ts';
import { acceptsConnections } from './probes.ts';
import type { ProcessLedger } from './process-ledger.ts';
import { programCommand, programService } from './programs.ts';
import type { Secrets } from './secrets.ts';
import { Supervisor } from './supervisor.ts';
import { prepareGivenServer, prepareNamespace } from './temporal/namespace.ts';
import { serverService, uiService } from './temporal/services.ts';
import { describeSource, findSource } from './temporal/source.ts';
import { say, step } from './terminal.ts';

/** Stopped from the last to the first: API and worker, then Temporal and the inbox, then Postgres. */
const PHASE = { database: 0, engine: 1, programs: 2 } as const;
const POSTGRES_STOP_MS = 2_000;

/** What `.vibe/stack.json` holds, for scripts. */
export interface StackDescription {
  api: string;
  docs: string;
  /** For scrapers: `Authorization: Bearer` with the token. */
  metrics: { api: string; worker: string; token: string };
  temporalAddress: string;
  temporalUi: string;
  inbox: string;
  databaseUrl: string;
  admin: { email: string; password: string };
}

/** Starts the parts one after another or side by side, and stops them in order. */
export class Stack {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #given: GivenParts;
  readonly #secrets: Secrets;
  readonly #ledger: ProcessLedger;
  readonly #stopping = new AbortController();
  readonly #reserved = new Set<number>();
  readonly #supervisor: Supervisor;
  #starting: Promise<StackDescription> | null = null;

  constructor(options: {
    folder: string;
    env: NodeJS.ProcessEnv;
    secrets: Secrets;
    ledger: ProcessLedger;
    output: Output;
  }) {
    this.#folder = options.folder;
    this.#env = options.env;
    this.#given = givenParts(options.env);
    this.#secrets = options.secrets;
    this.#ledger = options.ledger;
    this.#supervisor = new Supervisor(options.ledger, options.output);
  }

  async #port(name: string, preferred: number): Promise<number> {
    const port = await nextFreePort(preferred, this.#reserved);
    if (port !== preferred) say(`  ! port ${preferred} is taken: ${name} is on ${port}`);
    return port;
  }

  /** Brings everything up and answers where it is. Called once. */
  start(): Promise<StackDescription> {
    this.#starting = this.#startAll();
    return this.#starting;
  }

  async #startAll(): Promise<StackDescription> {
    const apiPort = await this.#port('the API', Number(this.#env.PORT || 3000));
    const healthPort = await nextFreePort(Number(this.#env.WORKER_HEALTH_PORT || 3001), this.#reserved);
    const api = `http://127.0.0.1:${apiPort}`;
    const admin = {
      email: this.#env.ADMIN_EMAIL || 'admin@vibe.localhost',
      password: this.#env.ADMIN_PASSWORD || this.#secrets.adminPassword,
    };
    const mail = await this.#mail();
    const env: NodeJS.ProcessEnv = {
      AUTH_KEYS: this.#secrets.authKeys,
      LINK_SECRET: this.#secrets.linkSecret,
      FILE_LINK_KEYS: this.#secrets.fileLinkKeys,
      EMAIL_WEBHOOK_SECRET: this.#secrets.webhookSecret,
      METRICS_TOKEN: this.#secrets.metricsToken,
      PUBLIC_URL: api,
      // the whole stack stops within 15 s, so the programs get less than their production default
      HTTP_DRAIN_TIMEOUT_MS: '6000',
      WORKER_SHUTDOWN_GRACE_MS: '6000',
      ...this.#objectStorage(),
      ...mail.env,
      ...this.#env,
      PORT: String(apiPort),
      WORKER_HEALTH_PORT: String(healthPort),
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
    };
    const [parts] = await Promise.all([this.#parts(env, apiPort, healthPort), mail.serve()]);
    return {
      api,
      docs: `${api}/api/docs`,
      metrics: {
        api: `${api}/metrics`,
        worker: `http://127.0.0.1:${healthPort}/metrics`,
        token: env.METRICS_TOKEN ?? '',
      },
      temporalAddress: parts.temporal.address,
      temporalUi: parts.temporal.ui,
      inbox: mail.page,
      databaseUrl: parts.database,
      admin,
    };
  }

  /** Database and Temporal side by side, then the API and the worker, which need both. */
  async #parts(env: NodeJS.ProcessEnv, apiPort: number, healthPort: number) {
    const [database, temporal] = await Promise.all([this.#migratedDatabase(env), this.#temporal()]);
    const complete = { ...env, ...temporal.env, ...database };
    const start = (name: 'api' | 'worker', port: number) =>
      this.#supervisor.start(PHASE.programs, programService(name, complete, port));
    await Promise.all([
      step('API serves', () => start('api', apiPort)),
      step('worker serves', () => start('worker', healthPort)),
    ]);
    return { database: database.DATABASE_URL, temporal };
  }

  async #migratedDatabase(env: NodeJS.ProcessEnv): Promise<{ DATABASE_URL: string }> {
    const urls = await this.#database();
    await step('database migrated', () => this.#migrate({ ...env, ...urls }));
    return urls;
  }

  async #migrate(env: NodeJS.ProcessEnv): Promise<void> {
    const command = programCommand('migrate', 'src/migrate.ts', ['up'], { ...env, LOG_LEVEL: env.LOG_LEVEL || 'warn' });
    await runToEnd(command, this.#ledger, () => undefined, this.#stopping.signal);
  }

  /** The variables by which the programs find it: all of them, or what was given. */
  async #database(): Promise<{ DATABASE_URL: string }> {
    if (this.#given.database) return { DATABASE_URL: this.#env.DATABASE_URL ?? '' };
    const home = preparePostgresHome(this.#folder);
    if (home.elsewhere) say(`  ! Postgres may not enter this folder as its own user; its data is in ${home.elsewhere}`);
    const ownerPassword = this.#secrets.databaseOwnerPassword;
    const port = await this.#port('Postgres', 5433);
    const ownerUrl = databaseUrl(OWNER, ownerPassword, port, 'postgres');
    await step('Postgres serves', async () => {
      await initialise(home, ownerPassword, this.#ledger, () => undefined, this.#stopping.signal);
      await this.#supervisor.start(PHASE.database, {
        name: 'postgres',
        command: () => serverCommand(home, port, statementStatistics(home)),
        ready: () => accepts(ownerUrl),
        readyWithinMs: 60_000, // recovery after a crash reads the log since the last checkpoint
        stopWithinMs: POSTGRES_STOP_MS,
      });
      await ensureApplicationDatabase(ownerUrl, this.#secrets.databasePassword);
    });
    return applicationUrls(this.#secrets.databasePassword, port);
  }

  async #temporal(): Promise<{ address: string; ui: string; env: NodeJS.ProcessEnv }> {
    if (this.#given.temporal) {
      const { address, warning } = await prepareGivenServer();
      if (warning !== null) say(`  ! Temporal at ${address}: ${warning}`);
      return { address, ui: this.#env.TEMPORAL_UI_URL ?? '', env: {} };
    }
    const folder = path.join(this.#folder, 'temporal');
    const source = await step('Temporal server found', (doing) =>
      findSource(folder, true, this.#ledger, doing, this.#stopping.signal),
    );
    say(`    ${describeSource(source)}`);
    const port = await this.#port('Temporal', 7233);
    const uiPort = await this.#port('the Temporal UI', 8233);
    const address = `127.0.0.1:${port}`;
    const ui = `http://127.0.0.1:${uiPort}`;
    await step('Temporal serves', async () => {
      const server = await serverService(source, folder, { server: port, ui: uiPort }, this.#reserved);
      await this.#supervisor.start(PHASE.engine, server);
      const page = uiService(source, folder, uiPort, address);
      await Promise.all([
        prepareNamespace(address, this.#env.TEMPORAL_NAMESPACE || 'default', this.#stopping.signal),
        page === null ? undefined : this.#supervisor.start(PHASE.engine, page),
      ]);
    });
    return { address, ui, env: { TEMPORAL_ADDRESS: address, TEMPORAL_UI_URL: ui } };
  }

  /** Where mail goes is known at once; that the inbox serves can be waited for. */
  async #mail(): Promise<{ page: string; env: NodeJS.ProcessEnv; serve(): Promise<void> }> {
    if (this.#given.mail) return { page: '', env: {}, serve: () => Promise.resolve() };
    const smtpPort = await this.#port('SMTP', 1025);
    const webPort = await this.#port('the inbox', 1080);
    const web = await nextFreePort(webPort + 1, this.#reserved);
    const { inbox, guard } = inboxCommands(path.join(this.#folder, 'inbox'), { smtp: smtpPort, page: webPort, web });
    const service = (command: Command, ports: number[]) => ({
      name: command.name,
      command: () => command,
      ready: async () => (await Promise.all(ports.map(acceptsConnections))).every(Boolean),
      readyWithinMs: 30_000,
      stopWithinMs: 1_500,
    });
    const serve = async () => {
      await this.#supervisor.start(PHASE.engine, service(inbox, [web, smtpPort]));
      await this.#supervisor.start(PHASE.engine, service(guard, [webPort]));
    };
    return {
      page: inboxPage(webPort),
      env: { SMTP_URL: `smtp://127.0.0.1:${smtpPort}` },
      serve: () => step('inbox serves', serve),
    };
  }

  #objectStorage(): NodeJS.ProcessEnv {
    if (this.#given.objectStorage) return {};
    const folder = path.join(this.#folder, 'storage');
    privateFolder(folder);
    return { STORAGE_DIR: folder };
  }

  /** Stops everything that was started, also in the middle of starting. */
  async stop(): Promise<void> {
    rmSync(path.join(this.#folder, 'stack.json'), { force: true });
    this.#stopping.abort(new Error('the stack is being stopped'));
    await this.#supervisor.stop();
    await this.#starting?.catch(() => undefined); // what it had to say was said by start()
  }
}
