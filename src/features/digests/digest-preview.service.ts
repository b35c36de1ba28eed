import { sql } from 'kysely';
import { type Em, row } from '../../platform/db/sql.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { isProblem, type Problem, problem } from '../../platform/http/problem.ts';
import type { Preferences } from '../accounts/accounts.contract.ts';
import { findLivingUser } from '../accounts/people/living-users.reads.ts';
import type { createPreferencesService } from '../accounts/users/preferences.service.ts';
import { isUnwritten } from '../email/batch/batch.service.ts';
import { previewDigest } from '../email/batch/digest-mails.service.ts';
import type { Sender } from '../email/rendering/sender.service.ts';
import { DigestWriter, namedWeekOf } from './digest-batch.ts';
import { digestKey } from './digest-key.ts';
import { DIGEST_FRESH_MS, hoursOf, type ZoneHour } from './digest-window.domain.ts';

const WEEK_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;
/** Those of this week and the next, of which the first may be written. */
const NEXT_HOURS = 2;

export interface DigestPreviewDeps {
  preferences: Pick<ReturnType<typeof createPreferencesService>, 'get'>;
  sender: Sender;
}

/** Images in the page itself: a preview has no parts that it could call by name. */
const embedded = (_move: unknown, _week: unknown, png: Buffer) => ({
  src: `data:image/png;base64,${png.toString('base64')}`,
  image: null,
});

/** The next hours that someone chose in their zone, with one whose digest may still be written; none when they want none. */
export function chosenHours(preferences: Preferences, now: Date): ZoneHour[] {
  const { timeZone, digestDay, digestHour, emailCategories } = preferences;
  if (!emailCategories.weekly_digest) return [];
  // A day more than the weeks: an hour may come later than seven days before, when a clock is put back.
  const until = new Date(now.getTime() + NEXT_HOURS * WEEK_MS + DAY_MS);
  const hours = hoursOf(timeZone, new Date(now.getTime() - DIGEST_FRESH_MS), until);
  return hours.filter(({ day, hour }) => day === digestDay && hour === digestHour);
}

/** When someone is sent their next digest; null when they want none. Anyone who changes the hour may have that of the week. */
async function nextDueAt(em: Em, userId: string, preferences: Preferences, now: Date): Promise<Date | null> {
  const hours = chosenHours(preferences, now);
  const found = await row<{ number: number }>(
    em,
    sql`select number::int from unnest(${hours.map(({ week }) => week)}::text[]) with ordinality as wanted (week, number)
        where ${isUnwritten(digestKey(sql`${userId}`, sql`wanted.week`))} order by number limit 1`,
  );
  const at = found && hours[found.number - 1]?.at;
  return at ? new Date(Math.max(at.getTime(), now.getTime())) : null;
}

export type DigestPreview = ReturnType<typeof createDigestPreview>;

export function createDigestPreview({ preferences, sender }: DigestPreviewDeps) {
  return {
    /**
     * What someone's digest would say now.
     * @returns 404 for others than themselves and admins, and where there is nothing to say
     */
    async read(em: Em, principal: Principal, userId: string) {
      const theirs = await preferences.get(em, principal, userId);
      if (isProblem(theirs)) return theirs;
      const now = (await row<{ now: Date }>(em, sql`select now() as now`))?.now as Date;
      const week = namedWeekOf(now, theirs.timeZone);
      const found = (await new DigestWriter(embedded).write(em, [{ id: userId, ...week }])).get(userId);
      if (!found) return nothingToSay();
      const name = (await findLivingUser(em, userId))?.displayName ?? '';
      return {
        mail: previewDigest(found.words, name, sender.site),
        from: week.firstDay,
        to: week.lastDay,
        nextDueAt: (await nextDueAt(em, userId, theirs, now))?.toISOString() ?? null,
      };
    },
  };
}

function nothingToSay(): Problem {
  return problem(
    404,
    'digest_empty',
    'No digest would be sent: the watchlists are empty, and there were no posts and no calls in the week.',
  );
}
