import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type ApiClient, createApiClient } from '../../client/client.ts';
import { must } from './answer.ts';
import { fillMarket } from './fill-market.ts';
import { waitForMail } from './inbox.ts';
import { playLiveMarket } from './live-market.ts';
import { largestMoves } from './market.ts';

/**
 * `npm run demo`, while the stack runs: people sign up over HTTP, prove their addresses with the link of the mail they got,
 * the market is filled with real prices and lives through a day, and people are alerted to the largest moves. Argument: path
 * of `stack.json`.
 */

const PEOPLE = ['Ada Lovelace', 'Benjamin Graham', 'Zoë Müller', 'Muriel Siebert', 'Kyōko 京子'];

const stack = z
  .object({
    api: z.string(),
    inbox: z.string(),
    temporalUi: z.string(),
    admin: z.object({ email: z.string(), password: z.string() }),
  })
  .parse(JSON.parse(readFileSync(process.argv[2] ?? '.vibe/stack.json', 'utf8')));

const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function logIn(email: string, password: string): Promise<ApiClient> {
  const { accessToken } = must(
    await createApiClient({ baseUrl: stack.api }).POST('/api/auth/login', { body: { email, password } }),
  );
  return createApiClient({ baseUrl: stack.api, token: () => accessToken });
}

interface Person {
  name: string;
  email: string;
}

async function signUp(name: string, run: string): Promise<Person> {
  const email = `${name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')}.${run}@example.com`;
  const password = `${run} is what ${name} remembers`;
  const guest = createApiClient({ baseUrl: stack.api });
  const begin = performance.now();
  must(await guest.POST('/api/auth/signup', { body: { email, password, displayName: name } }));
  const mail = await waitForMail(stack.inbox, email, /^Welcome/);
  say(`  ✓ ${name} signed up; “${mail.subject}” arrived after ${seconds(begin)}`);
  const token = /#token=([\w-]+)/.exec(mail.text ?? '')?.[1];
  if (token === undefined) throw new Error('The welcome mail has no link to confirm the address');
  must(await guest.POST('/api/auth/verify-email', { body: { token } }));
  const member = await logIn(email, password);
  const [job] = must(await member.GET('/api/jobs', {})).data;
  say(`    address confirmed; the mail's job is ${job?.status}: ${job?.links.temporal}`);
  return { name, email };
}

const run = Date.now().toString(36);
const people: Person[] = [];
for (const name of PEOPLE) people.push(await signUp(name, run));

const admin = await logIn(stack.admin.email, stack.admin.password);
await fillMarket(admin, say);
const live = await playLiveMarket(admin);
const moves = [...live.moves].map(([symbol, { from, to }]) => `${symbol} ${from} → ${to}`);
say(`  ✓ ${live.ticks} live prices: ${moves.join(', ')}`);
for (const [i, move] of largestMoves().entries()) {
  const { name, email } = people[i % people.length] as Person;
  const begin = performance.now();
  const job = must(
    await admin.POST('/api/email/send', {
      body: {
        template: 'price-alert',
        to: { address: email, name },
        priority: 'high',
        data: {
          displayName: name,
          symbol: move.symbol,
          condition: 'percent_move',
          threshold: Math.floor(Math.abs(move.changePercent)),
          price: move.price,
          currency: 'USD',
          changePercent: move.changePercent,
          triggeredAt: move.month.toISOString(),
          url: `${stack.api}/api/docs`,
        },
      },
    }),
  );
  const mail = await waitForMail(stack.inbox, email, new RegExp(`^${move.symbol}`));
  say(`  ✓ ${name}: “${mail.subject}” arrived after ${seconds(begin)} (job ${job.id})`);
}
say(`\nLook at the mails in the inbox, ${stack.inbox}, and at the runs in ${stack.temporalUi}.`);
