import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger } from './platform/log/logger.ts';
import { temporalTracing } from './platform/telemetry/temporal-tracing.ts';
import { buildBundle } from './platform/temporal/bundle.ts';

/**
 * `node src/bundle-workflows.ts <file>`: builds the workflows into one script, once for an image instead of at each start of
 * a worker, which then finds it by `WORKFLOW_BUNDLE`.
 */
const [target] = process.argv.slice(2);
if (target === undefined) {
  process.stderr.write('usage: node src/bundle-workflows.ts <file>\n');
  process.exit(2);
}
const logger = createLogger({ level: 'warn' }, { service: 'bundle' });
const workflows = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));
const { code } = await buildBundle(workflows, [temporalTracing()], logger);
await mkdir(dirname(target), { recursive: true });
await writeFile(target, code);
