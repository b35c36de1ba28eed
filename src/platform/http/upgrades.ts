import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Takes connections away from HTTP, as WebSockets do. */
export interface Upgrades {
  /** Whether this request is one to take. One that is not is answered as a plain request, as RFC 9110 allows. */
  wants(req: IncomingMessage): boolean;
  /** From here on the connection is the taker's. @param head what came behind the request */
  take(req: IncomingMessage, socket: Duplex, head: Buffer): void;
}
