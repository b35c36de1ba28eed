import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import pino from 'pino';
import { temporalTracing } from '../../src/platform/telemetry/temporal-tracing.ts';
import { buildBundle } from '../../src/platform/temporal/bundle.ts';
import * as workflows from '../../workflows/index.ts';

Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const histories = readdirSync(path('./histories')).filter((name) => name.endsWith('.json'));
const plugins = [temporalTracing()];
const logger = pino({ level: 'silent' });

async function replay(workflowBundle: WorkflowBundle, file: string): Promise<void> {
  const history = historyFromJSON(JSON.parse(readFileSync(path(`./histories/${file}`), 'utf8')));
  await Worker.runReplayHistory({ workflowBundle, plugins }, history, file);
}

describe('recorded histories', () => {
  let bundle: WorkflowBundle;
  beforeAll(async () => {
    bundle = await buildBundle(path('../../workflows/index.ts'), plugins, logger);
  });

  test('every workflow has a recorded history', () => {
    const recorded = new Set(histories.map((name) => name.split('.')[0]));
    expect([...recorded].sort()).toEqual(Object.keys(workflows).sort());
  });

  test.each(histories)('%s replays on the workflows as they are', async (file) => {
    await replay(bundle, file);
  });
});

describe('the drill', () => {
  let changed: WorkflowBundle;
  beforeAll(async () => {
    changed = await buildBundle(path('./changed.workflows.ts'), plugins, logger);
  });

  test.each(histories)('%s fails on a workflow that was changed without patched()', async (file) => {
    await expect(replay(changed, file)).rejects.toThrow(DeterminismViolationError);
  });
});
