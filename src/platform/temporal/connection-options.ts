import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Config } from '../config.ts';

/**
 * Address, namespace, TLS and API key as Temporal's envconfig reads them: from the `TEMPORAL_*` variables over a profile of
 * its TOML file. The file is read only when a variable names it or a profile, so that a developer's own file cannot
 * redirect the embedded stack.
 */
export function temporalConnection(temporal: Config['temporal']) {
  const named = 'TEMPORAL_PROFILE' in temporal.envconfig || 'TEMPORAL_CONFIG_FILE' in temporal.envconfig;
  const { connectionOptions, namespace } = loadClientConnectConfig({
    disableFile: !named,
    overrideEnvVars: { ...temporal.envconfig },
  });
  return {
    connectionOptions: { ...connectionOptions, address: connectionOptions.address ?? temporal.address },
    namespace: namespace ?? temporal.namespace,
  };
}
