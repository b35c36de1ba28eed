/** Who follows the links and loads the images of mails: people, or machines that look at a mail before or instead of them. */

export interface MailRequest {
  method: string;
  userAgent: string | null;
  /** `Sec-Purpose`, `Purpose`, `X-Purpose` and `X-Moz`, whichever were sent. */
  purposes: readonly string[];
}

/** Such a request is never made because someone looks at something. */
const SPECULATION = /prefetch|preview|prerender/i;

/**
 * Programs that name themselves. `GoogleImageProxy` and `YahooMailProxy` are not among them: they fetch an image when someone
 * opens the mail, and Gmail's keeps it then.
 */
const MACHINES: readonly RegExp[] = [
  // Crawlers and previews of links by their common word: Googlebot, bingbot, Slackbot, TelegramBot. Cubot makes phones.
  /(?<!\bcu)bot\b|crawl|spider|scanner|preview|facebookexternalhit|whatsapp|skype/i,
  // Gateways that open every link before the mail is delivered.
  /barracuda|proofpoint|mimecast|ironport|symantec|messagelabs|trendmicro|fireeye|forcepoint|sophos|bitdefender|cloudmark|safelinks|urldefense/i,
  // Office asks what is behind a link. Outlook, which shows images to people, has another name.
  /microsoft office (?:existence|protocol) discovery/i,
  // Libraries and tools: no mail client is one.
  /^(?:curl|wget|python|go-http-client|java|okhttp|axios|node|undici|ruby|perl|php|libwww|apache-httpclient|http_request2|postman)/i,
  /python-requests|python-urllib|aiohttp|headlesschrome|phantomjs|puppeteer|playwright/i,
];

/** Mail Privacy Protection fetches every image of every mail, opened or not, by this bare name; no browser is so brief. */
const APPLE_MAIL_PRIVACY = 'Mozilla/5.0';

/**
 * Whether a machine made the request, as far as the request tells. How soon it came after the mail was sent is another sign,
 * which only the ledger knows.
 */
export function isMachine({ method, userAgent, purposes }: MailRequest): boolean {
  // People get what they look at; HEAD asks whether it is there.
  if (method === 'HEAD') return true;
  if (purposes.some((purpose) => SPECULATION.test(purpose))) return true;
  const agent = userAgent?.trim() ?? '';
  // Every browser and mail client has a name.
  if (agent === '' || agent === APPLE_MAIL_PRIVACY) return true;
  return MACHINES.some((machine) => machine.test(agent));
}

/**
 * Seconds after the server took a mail within which no one can have opened it: it still has to be filed, announced and looked
 * at, while scanners work as it arrives.
 */
export const TOO_SOON_SECONDS = 2;
