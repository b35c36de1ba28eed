import { context } from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';

/**
 * Names the span of the current request after its route, as in `GET /api/users/:userId`; without it every path would be a
 * name of its own. Does nothing when spans are not exported.
 * @param route the pattern, not the path
 */
export function nameHttpSpan(route: string): void {
  const metadata = getRPCMetadata(context.active());
  if (metadata?.type === RPCType.HTTP) metadata.route = route;
}
