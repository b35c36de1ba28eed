import { composeApi } from '../../src/composition/api.ts';
import { entities } from '../../src/composition/entities.ts';
import { eventsRoutes } from '../../src/features/analytics/events/events.routes.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { createHttpApp } from '../../src/platform/http/http-app.ts';
import { createLogger } from '../../src/platform/log/logger.ts';
import { createStorage } from '../../src/platform/storage/create-storage.ts';
import { createTemporalClient } from '../../src/platform/temporal/client.ts';

/**
 * A baseline of single events: the route of events as the API has it, whose service stores nothing. Writes `ready PORT` to its errors,
 * since its log is its output.
 */

const config = loadConfig();
const orm = createOrm(config.db, entities);
const client = createTemporalClient(config.temporal);
const logger = createLogger(config.log, { service: 'api' });
const { authenticate } = composeApi({ config, orm, client, storage: createStorage(config.storage), logger });
const routes = eventsRoutes({ record: async () => ({ stored: 1, duplicates: 0, rejected: [] }) });
const app = createHttpApp({ config, orm, routes, authenticate, logger, readiness: [] });
const { port } = await app.listen();
process.stderr.write(`ready ${port}\n`);
process.once('SIGTERM', () => {
  void app
    .close()
    .then(() => client.connection.close())
    .then(() => orm.close(true));
});
