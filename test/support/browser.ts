import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Debian's Chromium, or the one that `CHROMIUM_PATH` names. */
const PROGRAM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** A page of an own browser context, which remembers what it complained of. */
export interface Watched {
  page: Page;
  /** Errors in the console, refused by the policy of the page, or thrown by its scripts. */
  complaints: string[];
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Watches what a page complains of. A 401 or 404 of the API that the page handles is not one. */
export function watch(page: Page): Watched {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}

export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ locale: 'en', timezoneId: 'UTC', ...options });
  const watched = watch(await context.newPage());
  await watched.page.goto(url);
  return watched;
}
