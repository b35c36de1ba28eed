import type { Config } from '../../platform/config.ts';
import type { Route } from '../../platform/http/route.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import type { Logger } from '../../platform/log/logger.ts';
import type { FindImages } from '../../platform/media/image-view.ts';
import type { MetricsRegistry } from '../../platform/metrics/registry.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { quotaRoutes } from './admin/quota.routes.ts';
import { avatarRoutes } from './attachments/avatar.routes.ts';
import { createAvatars } from './attachments/avatar.service.ts';
import { measureTransfers } from './file-metrics.ts';
import { filesRoutes } from './files.routes.ts';
import { createFiles } from './files.service.ts';
import { createDownloads } from './serving/download.service.ts';
import { createLinkTokens } from './serving/link-tokens.ts';
import { createLinks } from './serving/links.service.ts';
import { servingRoutes } from './serving/serving.routes.ts';
import { startSpoolSweep } from './spool-sweep.service.ts';
import { Spool } from './upload/spool.ts';
import { uploadRoutes } from './upload/upload.routes.ts';
import { createUploads } from './upload/upload.service.ts';

export interface FilesDeps {
  config: Config;
  storage: Storage;
  enqueue: Enqueue;
  images: FindImages;
  registry: MetricsRegistry;
}

/** Joins the parts of the feature. */
export function createFilesApi({ config, storage, enqueue, images, registry }: FilesDeps) {
  const metrics = measureTransfers(registry);
  const spool = new Spool(config.files);
  const tokens = createLinkTokens(config.files.linkKeys);
  const links = createLinks({ config, tokens });
  const routes: Route[] = [
    ...uploadRoutes(createUploads({ config, storage, spool, enqueue, metrics })),
    // Before the routes of one file, which would take `stats` for an id.
    ...quotaRoutes({ config }),
    ...filesRoutes({ files: createFiles({ enqueue }), config }),
    ...avatarRoutes(createAvatars({ images })),
    ...servingRoutes({
      downloads: createDownloads({ storage, tokens, metrics }),
      links,
    }),
  ];
  return { routes, links, startSweeping: (logger: Logger) => startSpoolSweep({ config, logger }) };
}
