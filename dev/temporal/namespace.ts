import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import proto from '@temporalio/proto';

/** By these a run is found in the UI. */
const SEARCH_ATTRIBUTES = ['JobType', 'JobId', 'RequestedBy'] as const;
const KEYWORD = proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
/** How long a finished run stays in the UI. */
const RETENTION_MS = 7 * 24 * 3600 * 1000;
const GRPC_ALREADY_EXISTS = 6;

function code(error: unknown): number | null {
  return typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : null;
}

async function registerNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(RETENTION_MS),
    });
  } catch (error) {
    if (code(error) !== GRPC_ALREADY_EXISTS) throw error;
  }
}

async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const known = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTES.filter((name) => !(name in (known.customAttributes ?? {})));
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
  });
}

/**
 * Makes the namespace and its search attributes on a server that answers. Idempotent.
 * @param patienceMs a fresh server takes a moment until both are accepted
 */
export async function prepareNamespace(
  address: string,
  namespace: string,
  signal: AbortSignal,
  patienceMs = 15_000,
): Promise<void> {
  const connection = Connection.lazy({ address });
  const deadline = Date.now() + patienceMs;
  try {
    for (;;) {
      try {
        await registerNamespace(connection, namespace);
        await addSearchAttributes(connection, namespace);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(100, undefined, { signal });
      }
    }
  } finally {
    await connection.close();
  }
}

/**
 * The same for someone else's server (address, profile, TLS and API key as the programs read them).
 * @returns why it was not possible, when it was not: such a server may be administered elsewhere
 */
export async function prepareGivenServer(): Promise<{ address: string; warning: string | null }> {
  const options = loadClientConnectConfig();
  const namespace = options.namespace ?? 'default';
  const connection = await Connection.connect(options.connectionOptions);
  const address = options.connectionOptions.address ?? 'localhost:7233';
  try {
    await connection.workflowService
      .describeNamespace({ namespace })
      .catch(() => registerNamespace(connection, namespace));
    await addSearchAttributes(connection, namespace);
    return { address, warning: null };
  } catch (error) {
    const names = SEARCH_ATTRIBUTES.join(', ');
    const reason = error instanceof Error ? error.message : String(error);
    return { address, warning: `the namespace ${namespace} needs the search attributes ${names} (Keyword): ${reason}` };
  } finally {
    await connection.close();
  }
}
