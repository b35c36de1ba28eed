import { isMachine } from '../../../../src/features/email/tracking/tracking.domain.ts';

const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15';

const people: [what: string, userAgent: string][] = [
  ['Safari', SAFARI],
  [
    'Chrome',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  ],
  ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0'],
  [
    'Mail of an iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  ],
  [
    'Outlook, which shows images to somebody',
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Win64; x64; Trident/7.0; Microsoft Outlook 16.0.18324; ms-office; MSOffice 16)',
  ],
  ['Thunderbird', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.2.0'],
  [
    'the proxy of Gmail, when somebody opens',
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  ],
  [
    'the proxy of Yahoo, when somebody opens',
    'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html',
  ],
  [
    'a phone whose name has bot in it',
    'Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/139.0 Mobile',
  ],
];

const machines: [what: string, userAgent: string | null][] = [
  ['nobody', null],
  ['an empty name', ''],
  ['a blank name', '  '],
  ['Mail Privacy Protection', 'Mozilla/5.0'],
  ['Googlebot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
  [
    'bingbot',
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  ],
  ['Slack', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)'],
  ['Telegram', 'TelegramBot (like TwitterBot)'],
  ['Facebook', 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)'],
  [
    'Skype and Teams',
    'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com',
  ],
  ['Barracuda', 'Mozilla/5.0 (compatible; BarracudaCentral)'],
  ['Proofpoint', 'Mozilla/5.0 (compatible; Proofpoint URL Defense)'],
  ['Mimecast', 'Mimecast-Link-Checker'],
  ['Office asking what a link is', 'Microsoft Office Existence Discovery'],
  ['curl', 'curl/8.5.0'],
  ['Python', 'python-requests/2.32.3'],
  ['Go', 'Go-http-client/2.0'],
  ['Java', 'Java/17.0.2'],
  ['Node', 'node'],
  ['a browser without a head', `${SAFARI} HeadlessChrome/140.0.0.0`],
];

test.each(people)('%s is a person', (_what, userAgent) => {
  expect(isMachine({ method: 'GET', userAgent, purposes: [] })).toBe(false);
});

test.each(machines)('%s is a machine', (_what, userAgent) => {
  expect(isMachine({ method: 'GET', userAgent, purposes: [] })).toBe(true);
});

test.each(['prefetch', 'prefetch;prerender', 'preview', 'Preview', 'prefetch;anonymous-client-ip'])(
  'a browser that fetches for the purpose %s is a machine',
  (purpose) => {
    expect(isMachine({ method: 'GET', userAgent: SAFARI, purposes: [purpose] })).toBe(true);
  },
);

test('a browser that sends HEAD is a machine', () => {
  expect(isMachine({ method: 'HEAD', userAgent: SAFARI, purposes: [] })).toBe(true);
});

test('a purpose other than a prefetch makes no machine', () => {
  expect(isMachine({ method: 'GET', userAgent: SAFARI, purposes: ['fetch'] })).toBe(false);
});
