import { Client, Connection } from '@temporalio/client';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { ApiClient } from '../../client/client.ts';
import { openPage, startBrowser, type Watched, watch } from './browser.ts';
import { removeSchedules } from './digests.ts';
import { temporalAddress } from './jobs.ts';
import { ADMIN, type System, startSystem } from './system.ts';

/** Text that would run, were it ever taken for HTML. */
export const NASTY = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;

/** The operators' page in a real browser, on the real programs. */
export interface Operators {
  system: System;
  /** Of the server with the schedules of the system: figures are counted by one of them. */
  temporal: Client;
  browser: Browser;
  /** The typed client as the admin. Its token works as long as the programs say. */
  api: ApiClient;
  token: string;
  /** Opens the page in a browser of its own. */
  open(path?: string, options?: BrowserContextOptions): Promise<Page>;
  /** Opens one more tab of the browser that a page is of. */
  openTab(of: Page, path?: string): Promise<Page>;
  openAsAdmin(path?: string, options?: BrowserContextOptions): Promise<Page>;
  /** Closes all pages. @throws when the browser complained of one */
  close(): Promise<void>;
  stop(): Promise<void>;
}

export async function logIn(page: Page, { email, password } = ADMIN): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

/** @param env of the programs @param args more switches of the browser */
export async function startOperators(env: Record<string, string> = {}, args: string[] = []): Promise<Operators> {
  const [system, browser] = await Promise.all([
    startSystem({ env: { SCHEDULES_ENABLED: 'true', ...env } }),
    startBrowser(args),
  ]);
  const temporal = new Client({ connection: await Connection.connect({ address: temporalAddress() }) });
  const opened: Watched[] = [];
  const address = (path: string) => `${system.api.url}/dashboard${path}`;
  const operators: Operators = {
    system,
    temporal,
    browser,
    api: await system.admin(),
    token: await system.adminToken(),
    async open(path = '', options = {}) {
      const watched = await openPage(browser, address(path), options);
      opened.push(watched);
      return watched.page;
    },
    async openTab(of, path = '') {
      const watched = await watch(await of.context().newPage());
      opened.push(watched);
      await watched.page.goto(address(path));
      return watched.page;
    },
    async openAsAdmin(path = '', options = {}) {
      const page = await operators.open(path, options);
      await logIn(page);
      await page.getByRole('navigation', { name: 'Pages' }).waitFor();
      return page;
    },
    async close() {
      const all = opened.splice(0);
      for (const context of new Set(all.map(({ page }) => page.context()))) await context.close();
      const complaints = all.flatMap((each) => each.complaints);
      if (complaints.length > 0) throw new Error(`The browser complained:\n${complaints.join('\n')}`);
    },
    async stop() {
      await browser.close();
      await system.stop();
      await removeSchedules(temporal, system);
      await temporal.connection.close();
    },
  };
  return operators;
}
