import type { MetricsRegistry } from '../../platform/metrics/registry.ts';
import type { Refusal, Variant } from './files.contract.ts';

/** Counters of a process that serves files. */
export interface TransferMetrics {
  received(bytes: number): void;
  refused(code: Refusal): void;
  served(variant: Variant, bytes: number): void;
}

export function measureTransfers(registry: MetricsRegistry): TransferMetrics {
  const received = registry.counter('vibe_file_received_bytes_total', 'Bytes of uploaded files of an accepted type');
  const refused = registry.counter('vibe_file_refusals_total', 'Files that an upload refused, by code', ['code']);
  const served = registry.counter('vibe_file_served_bytes_total', 'Bytes that downloads were to send', ['variant']);
  return {
    received: (bytes) => received.add(bytes),
    refused: (code) => refused.add(1, code),
    served: (variant, bytes) => served.add(bytes, variant),
  };
}

/** Counters of a process that processes files. */
export interface ProcessingMetrics {
  /** @param code why the file failed; null when it is ready */
  processed(kind: string, ms: number, code: string | null): void;
}

export function measureProcessing(registry: MetricsRegistry): ProcessingMetrics {
  const files = registry.counter('vibe_files_processed_total', 'Files that were processed, by outcome', [
    'kind',
    'outcome',
    'code',
  ]);
  const durations = registry.durations(
    'vibe_file_processing_duration_seconds',
    'Time from taking a file until it is ready or failed',
    ['kind'],
  );
  return {
    processed(kind, ms, code) {
      files.add(1, kind, code === null ? 'ready' : 'failed', code ?? '');
      durations.record(ms, kind);
    },
  };
}
