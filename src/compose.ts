import type { Client } from '@temporalio/client';
import { createAccountMailer } from './account-mails.ts';
import { findUser } from './features/accounts/accounts.queries.ts';
import { accountsRoutes } from './features/accounts/accounts.routes.ts';
import { createAccounts } from './features/accounts/accounts.service.ts';
import { emailRoutes } from './features/email/email.routes.ts';
import { createEmailService, type FindRecipient } from './features/email/email.service.ts';
import { jobsRoutes } from './features/jobs/jobs.routes.ts';
import { createJobsService } from './features/jobs/jobs.service.ts';
import { createIngest } from './features/market/ingest.service.ts';
import { marketRoutes } from './features/market/market.routes.ts';
import { jobTypes } from './job-types.ts';
import type { Config } from './platform/config.ts';
import type { Orm } from './platform/db/orm.ts';
import type { Authenticate } from './platform/http/principal.ts';
import type { Route } from './platform/http/route.ts';
import { createEnqueue } from './platform/jobs/enqueue.ts';
import { createJobPresenter } from './platform/jobs/job-view.ts';
import { Launcher } from './platform/jobs/launcher.ts';
import { createStart } from './platform/jobs/start-workflow.ts';
import type { Logger } from './platform/log/logger.ts';

export interface ApiParts {
  config: Config;
  orm: Orm;
  client: Client;
  logger: Logger;
}

export interface Api {
  routes: Route[];
  authenticate: Authenticate;
  launcher: Launcher;
}

const findRecipient: FindRecipient = async (em, userId) => {
  const user = await findUser(em, userId);
  return user?.email && user.disabled_at === null ? { email: user.email, displayName: user.display_name } : null;
};

/** Joins the features into the API. Connects to nothing, so documents and lists can be made from it. */
export function composeApi({ config, orm, client, logger }: ApiParts): Api {
  const em = () => orm.em.fork();
  const launcher = new Launcher({
    em,
    logger,
    maxWaitMs: config.jobs.dispatchMinAgeMs,
    start: createStart(client, config.temporal),
  });
  const enqueue = createEnqueue(launcher);
  const present = createJobPresenter(config.temporal);
  const email = createEmailService({ config, enqueue, findRecipient });
  const accounts = createAccounts({
    config: config.auth,
    createEm: em,
    mailer: createAccountMailer(email, config.http.publicUrl),
  });
  const ingests = createIngest({ onFreshPrices: [] });
  const jobs = createJobsService({ types: jobTypes, launch: launcher });
  return {
    launcher,
    authenticate: accounts.authenticate,
    routes: [
      ...accountsRoutes(accounts),
      ...emailRoutes({ config, email, presentJob: present }),
      ...jobsRoutes({ jobs, present }),
      ...marketRoutes({ ingests }),
    ],
  };
}
