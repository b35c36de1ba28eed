import type { Command } from '../child-process.ts';
import { acceptsConnections, answersOk } from '../probes.ts';
import type { Service } from '../supervisor.ts';
import { startDevCommand } from './cli-server.ts';
import { serverCommand, uiCommand } from './go-server.ts';
import type { TemporalSource } from './source.ts';

function service(command: Command, ready: () => Promise<boolean>): Service {
  return { name: command.name, command: () => command, ready, readyWithinMs: 30_000, stopWithinMs: 3_500 };
}

/** The server alone or, from the command line server, with its UI in the same process. */
export async function serverService(
  source: TemporalSource,
  folder: string,
  ports: { server: number; ui: number | null },
  reserved: Set<number>,
): Promise<Service> {
  const command =
    source.kind === 'cli'
      ? startDevCommand(source.binary, folder, ports.server, ports.ui)
      : await serverCommand(source.server, folder, ports.server, reserved);
  return service(command, () => acceptsConnections(ports.server));
}

/** The web UI, where it is a program of its own. */
export function uiService(source: TemporalSource, folder: string, port: number, address: string): Service | null {
  if (source.kind !== 'go' || source.ui === null) return null;
  return service(uiCommand(source.ui, folder, port, address), () => answersOk(`http://127.0.0.1:${port}/`));
}
