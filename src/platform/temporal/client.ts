import { Client, type ClientPlugin, Connection } from '@temporalio/client';
import type { Config } from '../config.ts';
import { temporalConnection } from './connection-options.ts';

/**
 * A client over a lazy connection: creating it needs no server. Calls carry their own deadline, since the SDK's default
 * would wait 20 s for a server that is away.
 */
export function createTemporalClient(temporal: Config['temporal'], plugins: ClientPlugin[] = []): Client {
  const { connectionOptions, namespace } = temporalConnection(temporal);
  const connection = Connection.lazy({ ...(connectionOptions as object), address: connectionOptions.address });
  return new Client({ connection, namespace, plugins });
}
