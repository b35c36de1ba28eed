/** Loaded before a program (`node --import ./src/platform/telemetry/register.ts`), so that what it imports is traced. */
import { loadConfig } from '../config.ts';
import { startTelemetry } from './telemetry.ts';

await startTelemetry(loadConfig());
