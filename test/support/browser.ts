import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Debian's Chromium, or the one that `CHROMIUM_PATH` names. */
const PROGRAM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** A page of an own browser context, which remembers what it complained of. */
export interface Watched {
  page: Page;
  /** Errors in the console, refused by the policy of the page, thrown by its scripts, or answered by a server that failed. */
  complaints: string[];
}

/** @param args more switches */
export function startBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox', '--disable-gpu', ...args] });
}

/** What the API refuses is an answer that the page shows; all else that cannot be loaded is a complaint. */
const isRefusal = (status: number, url: string) =>
  status >= 400 && status < 500 && new URL(url).pathname.startsWith('/api/');

/** Watches what a page complains of. Refusals of the API are none: the page shows them. */
export async function watch(page: Page): Promise<Watched> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Answers are judged by their status below.
    const isAnswer = message.text().startsWith('Failed to load resource: the server responded');
    if (message.type() === 'error' && !isAnswer) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('response', (answer) => {
    if (answer.status() >= 400 && !isRefusal(answer.status(), answer.url()))
      complaints.push(`${answer.status()} ${answer.url()}`);
  });
  page.on('dialog', (dialog) => {
    complaints.push(`a script of the content ran: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.addInitScript(
    `document.addEventListener('securitypolicyviolation', (report) =>
      console.error('refused by ' + report.violatedDirective + ': ' + report.sourceFile + ':' + report.lineNumber))`,
  );
  return { page, complaints };
}

export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ locale: 'en', timezoneId: 'UTC', ...options });
  const watched = await watch(await context.newPage());
  await watched.page.goto(url);
  return watched;
}
