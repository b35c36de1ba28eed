import type { Config } from '../../platform/config.ts';
import type { Route } from '../../platform/http/route.ts';
import type { Enqueue } from '../../platform/jobs/enqueue.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Storage } from '../../platform/storage/storage.ts';
import { filesRoutes } from './files.routes.ts';
import { createFiles } from './files.service.ts';
import { createDownloads } from './serving/download.service.ts';
import { createLinkTokens } from './serving/link-tokens.ts';
import { createLinks } from './serving/links.service.ts';
import { servingRoutes } from './serving/serving.routes.ts';
import { Spool } from './upload/spool.ts';
import { uploadRoutes } from './upload/upload.routes.ts';
import { createUploads } from './upload/upload.service.ts';

const SWEEP_EVERY_MS = 60 * 60_000;

export interface FilesDeps {
  config: Config;
  storage: Storage;
  enqueue: Enqueue;
}

/** Joins the parts of the feature. */
export function createFilesApi({ config, storage, enqueue }: FilesDeps) {
  const spool = new Spool(config.files);
  const tokens = createLinkTokens(config.files.linkKeys);
  const links = createLinks({ config, tokens });
  const routes: Route[] = [
    ...uploadRoutes(createUploads({ config, storage, spool, enqueue })),
    ...filesRoutes({ files: createFiles({ enqueue }), config }),
    ...servingRoutes({
      downloads: createDownloads({ storage, tokens }),
      links,
    }),
  ];
  return {
    routes,
    links,
    /** Removes what dead processes left in the spool, now and every hour. */
    startSweeping: (logger: Logger): Loop =>
      startLoop({
        name: 'spool',
        intervalMs: SWEEP_EVERY_MS,
        logger,
        round: async () => {
          const removed = await spool.sweep();
          if (removed > 0) logger.info({ removed }, 'removed uploads of dead processes from the spool');
          return false;
        },
      }),
  };
}
