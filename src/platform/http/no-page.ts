import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>No page here</title>
</head>
<body>
<h1>No page here</h1>
<p>Links in mails lead to the web application at this address. This installation serves only the API, so there is no page to
show. <a href="/api/docs">The API</a> has what the mail was about; it lists notifications at <code>/api/notifications</code>.</p>
</body>
</html>
`;

/** Whether a browser asks for a page outside the API: of programs no one asks for HTML. */
export function asksForPage({ method, headers }: IncomingMessage, path: string): boolean {
  const reads = method === 'GET' || method === 'HEAD';
  return reads && !path.startsWith('/api/') && headers.accept?.includes('text/html') === true;
}

/**
 * For people who follow a link of a mail where no front end is in front of the API. Nothing of the address is repeated, and it
 * says the same of every one.
 */
export const NO_PAGE: Answer = { status: 404, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: PAGE };
