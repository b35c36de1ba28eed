import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const mails = z.array(
  z.looseObject({
    id: z.string(),
    subject: z.string(),
    text: z.string().nullish(),
    to: z.array(z.looseObject({ address: z.string() })),
  }),
);
export type InboxMail = z.infer<typeof mails>[number];

/** Waits for a mail to `address` in the inbox of the stack. @throws after `withinMs` */
export async function waitForMail(
  inbox: string,
  address: string,
  subject: RegExp,
  withinMs = 30_000,
): Promise<InboxMail> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const response = await fetch(new URL('/api/email', inbox));
    if (!response.ok) throw new Error(`The inbox answers ${response.status}`);
    const found = mails
      .parse(await response.json())
      .find((mail) => mail.to.some((to) => to.address === address) && subject.test(mail.subject));
    if (found) return found;
    await sleep(100);
  }
  throw new Error(`No mail to ${address} within ${withinMs / 1000} s`);
}
