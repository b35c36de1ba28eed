import { sql } from 'kysely';
import { type Em, row } from '../../platform/db/sql.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { isProblem, type Problem, problem } from '../../platform/http/problem.ts';
import type { Preferences } from '../accounts/accounts.contract.ts';
import { findLivingUser } from '../accounts/living-users.service.ts';
import type { createPreferencesService } from '../accounts/preferences.service.ts';
import { previewDigest } from '../email/digest-mail.service.ts';
import type { Sender } from '../email/sender.service.ts';
import { DigestWriter, namedWeekOf } from './digest-mail.ts';
import { hoursOf } from './digest-window.domain.ts';

const WEEK_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;

export interface DigestPreviewDeps {
  preferences: Pick<ReturnType<typeof createPreferencesService>, 'get'>;
  sender: Sender;
}

/** Images in the page itself: a preview has no parts that it could call by name. */
const embedded = (_move: unknown, _week: unknown, png: Buffer) => ({
  src: `data:image/png;base64,${png.toString('base64')}`,
  image: null,
});

/** When the hour that somebody chose comes next in their zone; null when they want no digest. */
export function nextDueAt(preferences: Preferences, now: Date): Date | null {
  const { timeZone, digestDay, digestHour, emailCategories } = preferences;
  if (!emailCategories.weekly_digest) return null;
  // A day more than a week: an hour may come later than seven days before, when a clock is put back.
  const hours = hoursOf(timeZone, now, new Date(now.getTime() + WEEK_MS + DAY_MS));
  return hours.find(({ day, hour }) => day === digestDay && hour === digestHour)?.at ?? null;
}

export type DigestPreview = ReturnType<typeof createDigestPreview>;

export function createDigestPreview({ preferences, sender }: DigestPreviewDeps) {
  return {
    /**
     * What somebody's digest would say now.
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
        nextDueAt: nextDueAt(theirs, now)?.toISOString() ?? null,
      };
    },
  };
}

function nothingToSay(): Problem {
  return problem(
    404,
    'digest_empty',
    'There is nothing on a watchlist, and there were no posts and no calls in the week: no digest would be sent.',
  );
}
