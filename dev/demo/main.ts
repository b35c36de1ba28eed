import { countFirings, keepAnEyeOn } from './alerts.ts';
import { showFigures } from './analytics.ts';
import { inviteStranger, meet, talk } from './community.ts';
import { takeDataAlong } from './exports.ts';
import { showPictures } from './files.ts';
import { fillMarket } from './fill-market.ts';
import { waitForMail } from './inbox.ts';
import { watchLive } from './live-events.ts';
import { playLiveMarket } from './live-market.ts';
import { logInAdmin, type Person, signUp } from './people.ts';
import { readStack, seconds } from './stack-file.ts';

/**
 * `npm run demo`, while the stack runs: people sign up over HTTP, talk, meet and keep an eye on a market of real prices, which then
 * lives through a day: alerts fire. Argument: path of `stack.json`.
 */

const PEOPLE = ['Ada Lovelace', 'Benjamin Graham', 'Zoë Müller', 'Muriel Siebert', 'Kyōko 京子'];
/** Mails of alerts are gathered for a minute. */
const ALERT_MAIL_MS = 120_000;

const stack = readStack(process.argv[2] ?? '.vibe/stack.json');
const say = (line: string) => void process.stdout.write(`  ✓ ${line}\n`);
const run = Date.now().toString(36);

const people: Person[] = [];
for (const name of PEOPLE) people.push(await signUp(stack, name, run, say));
const [ada, benjamin, zoe] = people as [Person, Person, Person];

const operator = await logInAdmin(stack);
const admin = operator.api;
await fillMarket(admin, say);
await talk(people, say);
await showPictures(stack, ada, say);
await meet(stack, ada, benjamin, say);
await inviteStranger(stack, ada, `stranger.${run}@example.com`, say);
await keepAnEyeOn(zoe, say);
await takeDataAlong(ada, say);
await showFigures(stack, operator, people, run, say);

const live = await watchLive(stack.api, zoe, ['notifications']);
const begin = performance.now();
const day = await playLiveMarket(admin);
const moves = [...day.moves].map(([symbol, { from, to }]) => `${symbol} ${from} → ${to}`);
say(`a market day of ${day.ticks} prices: ${moves.join(', ')}`);
const mail = await waitForMail(stack.inbox, zoe.email, /alert|AAPL|AMZN|GOOG|IBM|MSFT/i, ALERT_MAIL_MS);
say(`${zoe.name}: ${await countFirings(zoe)} alerts fired, ${live.events.length} events came to the socket at once`);
say(`${zoe.name}: one mail for all of them, “${mail.subject}”, after ${seconds(begin)}`);
await live.close();
process.stdout.write(`\nLook at the mails in the inbox, ${stack.inbox}, and at the runs in ${stack.temporalUi}.\n`);
