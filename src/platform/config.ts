import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { count, DEVELOPMENT_SECRET, flag, jwkSet, list, text } from './config-fields.ts';
import { developmentSecretsIn } from './development-secrets.ts';
import { emailAddress } from './http/email-address.ts';
import { linkKeys } from './link-keys.ts';

/**
 * The only reader of `process.env`. Every variable is listed once, in `shape`, with its development default; the
 * defaults fit the embedded stack, and production refuses those that are secrets.
 */

// oxlint-disable-next-line no-restricted-properties -- an environment has other variables too
const shape = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  // HTTP
  HOST: text('127.0.0.1'),
  PORT: count(3000, 0, 65_535),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:3000'),
  CORS_ORIGINS: list(''),
  TRUST_PROXY_HOPS: count(0, 0, 10),
  HTTP_BODY_LIMIT_BYTES: count(1_048_576, 1024),
  HTTP_BODIES_BYTES: count(67_108_864, 65_536),
  HTTP_BODY_MIN_BYTES_PER_SECOND: count(512, 0),
  HTTP_REQUEST_TIMEOUT_MS: count(15_000, 100),
  HTTP_STREAM_TIMEOUT_MS: count(120_000, 100),
  HTTP_ANSWER_TIMEOUT_MS: count(20_000, 100),
  HTTP_STALL_TIMEOUT_MS: count(30_000, 50),
  HTTP_DRAIN_TIMEOUT_MS: count(8_000, 0),
  HTTP_CHECK_RESPONSES: flag(false),
  RATE_LIMIT_FACTOR: z.coerce.number().positive().max(1_000_000).default(1),
  // WebSockets
  WS_MAX_SOCKETS: count(10_000, 1, 1_000_000),
  WS_MAX_SOCKETS_PER_USER: count(20, 1, 100_000),
  WS_MAX_UNAUTHENTICATED_PER_ADDRESS: count(50, 1, 100_000),
  WS_AUTH_TIMEOUT_MS: count(10_000, 50),
  WS_TOKEN_CHECK_MS: count(10_000, 50),
  WS_HEARTBEAT_MS: count(30_000, 50),
  WS_MESSAGES_PER_SECOND: count(60, 1, 100_000),
  WS_MAX_BUFFERED_BYTES: count(1_048_576, 4_096),
  WS_RECONNECT_SPREAD_MS: count(5_000, 0, 600_000),
  // Postgres
  DATABASE_URL: text('postgres://vibe:vibe@127.0.0.1:5433/vibe'),
  /** Of the role that owns the tables; `DATABASE_URL` when there is one role only. */
  DATABASE_MIGRATION_URL: z.string().optional(),
  /** Of the role that keeps partitions and old rows, a member of the owner; `DATABASE_URL` when there is one role only. */
  DATABASE_MAINTENANCE_URL: z.string().optional(),
  DATABASE_POOL_MAX: count(10, 1, 500),
  DATABASE_ACQUIRE_TIMEOUT_MS: count(3_000, 100),
  DATABASE_STATEMENT_TIMEOUT_MS: count(30_000, 0),
  // Temporal (TLS, API key and profiles are read by Temporal's own envconfig from TEMPORAL_* and its TOML file)
  TEMPORAL_ADDRESS: text('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: text('default'),
  TEMPORAL_PROFILE: z.string().optional(),
  TEMPORAL_CONFIG_FILE: z.string().optional(),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: z.string().optional(),
  TEMPORAL_UI_URL: text('http://127.0.0.1:8233'),
  TEMPORAL_TASK_QUEUE_PREFIX: text(''),
  TEMPORAL_START_DEADLINE_MS: count(2_000, 50),
  WORKER_TASK_QUEUES: list('interactive,bulk,media,exports'),
  WORKER_HEALTH_PORT: count(3001, 0, 65_535),
  WORKER_SHUTDOWN_GRACE_MS: count(8_000, 0),
  SCHEDULES_ENABLED: flag(true),
  WORKFLOW_BUNDLE: z.string().optional(),
  // Jobs
  JOBS_DISPATCH_INTERVAL_MS: count(1_000, 10),
  JOBS_DISPATCH_MIN_AGE_MS: count(3_000, 0),
  JOBS_SWEEP_INTERVAL_MS: count(30_000, 10),
  JOBS_SWEEP_MIN_AGE_MS: count(600_000, 0),
  JOBS_SWEEP_QUIET_MS: count(60_000, 0),
  // Mail
  SMTP_URL: text('smtp://127.0.0.1:1025'),
  SMTP_MAX_CONNECTIONS: count(10, 1, 200),
  SMTP_MAX_MESSAGES_PER_CONNECTION: count(1_000, 1),
  SMTP_MAX_PER_SECOND: z.coerce.number().min(0).max(100_000).default(0),
  SMTP_SEND_DEADLINE_MS: count(30_000, 50),
  SMTP_LEASE_MS: count(40_000, 100),
  SMTP_ATTEMPT_TIMEOUT_MS: count(60_000, 200),
  SMTP_RETRY_INITIAL_MS: count(5_000, 10),
  MAIL_FROM: text('Vibe Trend Analyzer <hello@vibe.localhost>'),
  MAIL_DOMAIN: text('vibe.localhost'),
  EMAIL_WEBHOOK_SECRET: z.string().min(32).default(DEVELOPMENT_SECRET),
  // Notifications
  NOTIFICATIONS_GROUP_MS: count(60_000, 0, 86_400_000),
  NOTIFICATIONS_BUCKET_MS: count(5_000, 100, 3_600_000),
  NOTIFICATIONS_KEEP_DAYS: count(90, 1, 36_500),
  // Retention, in days: see src/features/maintenance/retention.ts
  RETENTION_SCHEDULED_JOBS_DAYS: count(7, 1, 36_500),
  RETENTION_JOBS_DAYS: count(90, 1, 36_500),
  RETENTION_MAILS_DAYS: count(400, 1, 36_500),
  RETENTION_FIRINGS_DAYS: count(400, 1, 36_500),
  RETENTION_EVENTS_DAYS: count(90, 2, 36_500),
  RETENTION_ARCHIVES_DAYS: count(1_100, 1, 36_500),
  RETENTION_AUDIT_DAYS: count(400, 1, 36_500),
  RETENTION_REPORTS_DAYS: count(400, 1, 36_500),
  // Storage: S3 when a bucket is named, else a directory
  STORAGE_DIR: text('.vibe/storage'),
  S3_BUCKET: z.string().min(3).optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: text('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: flag(true),
  // Files
  FILES_MAX_BYTES: count(26_214_400, 1_024, 1_073_741_824),
  FILES_MAX_PER_REQUEST: count(10, 1, 100),
  FILES_QUOTA_BYTES: count(1_073_741_824, 0, Number.MAX_SAFE_INTEGER),
  FILE_LINK_KEYS: linkKeys(`0:${DEVELOPMENT_SECRET}`),
  UPLOAD_SPOOL_DIR: text('.vibe/spool'),
  UPLOAD_MIN_FREE_BYTES: count(1_000_000_000, 0, Number.MAX_SAFE_INTEGER),
  CLAMD_ADDRESS: z
    .string()
    .regex(/^[\w.-]+:\d{1,5}$/, 'must be host:port')
    .optional(),
  CLAMD_MAX_BYTES: count(26_214_400, 1_024, 4_294_967_295),
  // Accounts
  AUTH_KEYS: jwkSet,
  AUTH_ISSUER: text('vibe-trend-analyzer'),
  AUTH_AUDIENCE: text('vibe-trend-analyzer-api'),
  AUTH_ACCESS_TOKEN_TTL_S: count(900, 10, 86_400),
  AUTH_REFRESH_TOKEN_TTL_S: count(604_800, 60),
  AUTH_SESSION_MAX_S: count(2_592_000, 60),
  AUTH_CACHE_TTL_MS: count(5_000, 0, 5_000),
  ADMIN_EMAIL: emailAddress.default('admin@vibe.localhost'),
  ADMIN_PASSWORD: z.string().min(10).optional(),
  LINK_SECRET: z.string().min(32).default(DEVELOPMENT_SECRET),
  // Market
  MARKET_BENCHMARK: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9^][A-Z0-9.^=-]{0,14}$/, 'must be a symbol')
    .default('SPX'),
  // Analytics
  EVENTS_PER_PERSON_AND_DAY: count(50_000, 1, 100_000_000),
  // Telemetry
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
  // Monitoring
  ALERT_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  ALERT_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'must be whsec_ and 24 bytes or more in base64')
    .optional(),
  ALERT_SLACK_URL: z.url({ protocol: /^https?$/ }).optional(),
  ALERT_EMAIL: emailAddress.optional(),
  ALERT_HEARTBEAT_URL: z.url({ protocol: /^https?$/ }).optional(),
  ALERT_ALLOW_PRIVATE: flag(false),
  METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/, 'must be 16 characters or more, without blanks')
    .optional(),
});

type Variables = z.infer<typeof shape>;

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Names of all variables the programs know, for `.env.example` and the check of `docker-compose.yml`. */
export function configVariables(): string[] {
  return Object.keys(shape.shape);
}

/** Defaults of the variables as text, for documentation; optional ones are absent. */
export function configDefaults(): Record<string, string> {
  const defaults = shape.parse({});
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

function inconsistencies(v: Variables): string[] {
  const problems: string[] = [];
  if (v.SMTP_SEND_DEADLINE_MS >= v.SMTP_LEASE_MS || v.SMTP_LEASE_MS >= v.SMTP_ATTEMPT_TIMEOUT_MS) {
    problems.push(
      'SMTP_SEND_DEADLINE_MS < SMTP_LEASE_MS < SMTP_ATTEMPT_TIMEOUT_MS must hold, or attempts could overlap',
    );
  }
  if (v.S3_BUCKET === undefined && v.S3_ENDPOINT !== undefined) problems.push('S3_BUCKET: required with S3_ENDPOINT');
  if ((v.ALERT_WEBHOOK_URL === undefined) !== (v.ALERT_WEBHOOK_SECRET === undefined)) {
    problems.push('ALERT_WEBHOOK_SECRET: required with ALERT_WEBHOOK_URL, and only then');
  }
  return problems;
}

/** Everything Temporal's own envconfig understands, handed on as it was given. */
function temporalVariables(given: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).filter(
      (entry): entry is [string, string] => entry[0].startsWith('TEMPORAL_') && entry[1] !== undefined,
    ),
  );
}

function group(v: Variables, given: Record<string, string | undefined>) {
  return {
    environment: v.NODE_ENV,
    http: {
      host: v.HOST,
      port: v.PORT,
      publicUrl: v.PUBLIC_URL.replace(/\/$/, ''),
      corsOrigins: v.CORS_ORIGINS,
      trustProxyHops: v.TRUST_PROXY_HOPS,
      bodyLimitBytes: v.HTTP_BODY_LIMIT_BYTES,
      bodiesBytes: v.HTTP_BODIES_BYTES,
      bodyMinBytesPerSecond: v.HTTP_BODY_MIN_BYTES_PER_SECOND,
      requestTimeoutMs: v.HTTP_REQUEST_TIMEOUT_MS,
      streamTimeoutMs: v.HTTP_STREAM_TIMEOUT_MS,
      answerTimeoutMs: v.HTTP_ANSWER_TIMEOUT_MS,
      stallTimeoutMs: v.HTTP_STALL_TIMEOUT_MS,
      drainTimeoutMs: v.HTTP_DRAIN_TIMEOUT_MS,
      checkResponses: v.HTTP_CHECK_RESPONSES,
      rateLimitFactor: v.RATE_LIMIT_FACTOR,
    },
    sockets: {
      maxSockets: v.WS_MAX_SOCKETS,
      maxPerUser: v.WS_MAX_SOCKETS_PER_USER,
      maxUnauthenticatedPerAddress: v.WS_MAX_UNAUTHENTICATED_PER_ADDRESS,
      authTimeoutMs: v.WS_AUTH_TIMEOUT_MS,
      tokenCheckMs: v.WS_TOKEN_CHECK_MS,
      heartbeatMs: v.WS_HEARTBEAT_MS,
      messagesPerSecond: v.WS_MESSAGES_PER_SECOND,
      maxBufferedBytes: v.WS_MAX_BUFFERED_BYTES,
      reconnectSpreadMs: v.WS_RECONNECT_SPREAD_MS,
    },
    db: {
      url: v.DATABASE_URL,
      migrationUrl: v.DATABASE_MIGRATION_URL || v.DATABASE_URL,
      maintenanceUrl: v.DATABASE_MAINTENANCE_URL || v.DATABASE_URL,
      poolMax: v.DATABASE_POOL_MAX,
      acquireTimeoutMs: v.DATABASE_ACQUIRE_TIMEOUT_MS,
      statementTimeoutMs: v.DATABASE_STATEMENT_TIMEOUT_MS,
    },
    temporal: {
      address: v.TEMPORAL_ADDRESS,
      namespace: v.TEMPORAL_NAMESPACE,
      envconfig: temporalVariables(given),
      uiUrl: v.TEMPORAL_UI_URL.replace(/\/$/, ''),
      taskQueuePrefix: v.TEMPORAL_TASK_QUEUE_PREFIX,
      startDeadlineMs: v.TEMPORAL_START_DEADLINE_MS,
    },
    worker: {
      taskQueues: v.WORKER_TASK_QUEUES,
      healthPort: v.WORKER_HEALTH_PORT,
      shutdownGraceMs: v.WORKER_SHUTDOWN_GRACE_MS,
      bundlePath: v.WORKFLOW_BUNDLE ?? null,
    },
    schedules: { enabled: v.SCHEDULES_ENABLED },
    jobs: {
      dispatchIntervalMs: v.JOBS_DISPATCH_INTERVAL_MS,
      dispatchMinAgeMs: v.JOBS_DISPATCH_MIN_AGE_MS,
      sweepIntervalMs: v.JOBS_SWEEP_INTERVAL_MS,
      sweepMinAgeMs: v.JOBS_SWEEP_MIN_AGE_MS,
      sweepQuietMs: v.JOBS_SWEEP_QUIET_MS,
    },
    smtp: {
      url: v.SMTP_URL,
      maxConnections: v.SMTP_MAX_CONNECTIONS,
      maxMessagesPerConnection: v.SMTP_MAX_MESSAGES_PER_CONNECTION,
      maxPerSecond: v.SMTP_MAX_PER_SECOND,
    },
    mail: {
      from: v.MAIL_FROM,
      domain: v.MAIL_DOMAIN,
      webhookSecret: v.EMAIL_WEBHOOK_SECRET,
      sendDeadlineMs: v.SMTP_SEND_DEADLINE_MS,
      leaseMs: v.SMTP_LEASE_MS,
      attemptTimeoutMs: v.SMTP_ATTEMPT_TIMEOUT_MS,
      retryInitialMs: v.SMTP_RETRY_INITIAL_MS,
    },
    notifications: {
      groupMs: v.NOTIFICATIONS_GROUP_MS,
      bucketMs: v.NOTIFICATIONS_BUCKET_MS,
      keepDays: v.NOTIFICATIONS_KEEP_DAYS,
    },
    retention: {
      scheduledJobDays: v.RETENTION_SCHEDULED_JOBS_DAYS,
      jobDays: v.RETENTION_JOBS_DAYS,
      mailDays: v.RETENTION_MAILS_DAYS,
      firingDays: v.RETENTION_FIRINGS_DAYS,
      eventDays: v.RETENTION_EVENTS_DAYS,
      archiveDays: v.RETENTION_ARCHIVES_DAYS,
      auditDays: v.RETENTION_AUDIT_DAYS,
      reportDays: v.RETENTION_REPORTS_DAYS,
    },
    storage: {
      directory: v.STORAGE_DIR,
      s3:
        v.S3_BUCKET === undefined
          ? null
          : {
              bucket: v.S3_BUCKET,
              endpoint: v.S3_ENDPOINT ?? null,
              region: v.S3_REGION,
              accessKeyId: v.S3_ACCESS_KEY_ID ?? null,
              secretAccessKey: v.S3_SECRET_ACCESS_KEY ?? null,
              forcePathStyle: v.S3_FORCE_PATH_STYLE,
            },
    },
    files: {
      maxBytes: v.FILES_MAX_BYTES,
      maxPerRequest: v.FILES_MAX_PER_REQUEST,
      quotaBytes: v.FILES_QUOTA_BYTES,
      linkKeys: v.FILE_LINK_KEYS,
      spoolDirectory: v.UPLOAD_SPOOL_DIR,
      minFreeBytes: v.UPLOAD_MIN_FREE_BYTES,
      clamd: v.CLAMD_ADDRESS === undefined ? null : { address: v.CLAMD_ADDRESS, maxBytes: v.CLAMD_MAX_BYTES },
    },
    auth: {
      keys: v.AUTH_KEYS,
      issuer: v.AUTH_ISSUER,
      audience: v.AUTH_AUDIENCE,
      accessTokenTtlS: v.AUTH_ACCESS_TOKEN_TTL_S,
      refreshTokenTtlS: v.AUTH_REFRESH_TOKEN_TTL_S,
      sessionMaxS: v.AUTH_SESSION_MAX_S,
      cacheTtlMs: v.AUTH_CACHE_TTL_MS,
    },
    admin: { email: v.ADMIN_EMAIL, password: v.ADMIN_PASSWORD ?? null },
    links: { secret: v.LINK_SECRET },
    market: { benchmark: v.MARKET_BENCHMARK },
    analytics: { eventsPerDay: v.EVENTS_PER_PERSON_AND_DAY },
    log: { level: v.LOG_LEVEL },
    telemetry: {
      otlpEndpoint: v.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
      otlpHeaders: v.OTEL_EXPORTER_OTLP_HEADERS ?? null,
      serviceName: v.OTEL_SERVICE_NAME ?? null,
    },
    monitoring: {
      metricsToken: v.METRICS_TOKEN ?? null,
      webhookUrl: v.ALERT_WEBHOOK_URL ?? null,
      webhookSecret: v.ALERT_WEBHOOK_SECRET ?? null,
      slackUrl: v.ALERT_SLACK_URL ?? null,
      email: v.ALERT_EMAIL ?? null,
      heartbeatUrl: v.ALERT_HEARTBEAT_URL ?? null,
      allowPrivate: v.ALERT_ALLOW_PRIVATE,
    },
  };
}

export type Config = Readonly<ReturnType<typeof group>>;

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}

/** A variable `NAME_FILE` names a file that holds the value of `NAME` (how container secrets arrive). */
function withSecretFiles(env: Record<string, string | undefined>): Record<string, string | undefined> {
  const merged = { ...env };
  for (const name of configVariables()) {
    const file = env[`${name}_FILE`];
    if (file !== undefined && env[name] === undefined) merged[name] = readFileSync(file, 'utf8').trim();
  }
  return merged;
}

/**
 * Only what says that it is development or a test may run with secrets that are public knowledge: a server whose environment was forgotten
 * is none. Configurations that are made in a program, for documents and tests, have no environment to say it.
 */
function mayUseDevelopmentSecrets(given: Record<string, string | undefined>, env: object): boolean {
  if (given.NODE_ENV === undefined) return env !== process.env;
  return given.NODE_ENV !== 'production';
}

/**
 * Reads and checks the whole configuration. An empty string counts as absent.
 * @throws ConfigError that names every bad variable at once (values are not repeated: they may be secrets)
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(withSecretFiles(env)).filter(([, value]) => value !== ''));
  const parsed = shape.safeParse(given);
  const problems = parsed.success
    ? [
        ...inconsistencies(parsed.data),
        ...(mayUseDevelopmentSecrets(given, env) ? [] : developmentSecretsIn(parsed.data)),
        ...(parsed.data.NODE_ENV === 'production' && given.DATABASE_URL === undefined
          ? ['DATABASE_URL: production needs its own database']
          : []),
      ]
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (!parsed.success || problems.length > 0) {
    throw new ConfigError(`The configuration is not valid:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  }
  return deepFreeze(group(parsed.data, given));
}
