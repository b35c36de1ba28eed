import { z } from 'zod';

/** The first and last year of a time that a request may name: what JavaScript, Postgres and ISO 8601 write alike. */
export const FIRST_YEAR = 1970;
export const LAST_YEAR = 9999;
/** The last millisecond is left out: Postgres rounds to microseconds, up into the next year. */
const LAST_INSTANT = Date.UTC(LAST_YEAR, 11, 31, 23, 59, 59, 999);
/** No zone is further from UTC; Postgres refuses offsets of 16 hours and more. */
const MAX_OFFSET_HOURS = 14;
const PARTS = /(?:\.(\d+))?(?:Z|[+-](\d\d):?(\d\d))$/;
const MAX_DECIMALS = 9;

function isInRange(text: string, firstYear: number): boolean {
  const time = new Date(text);
  return time.getUTCFullYear() >= firstYear && time.getTime() < LAST_INSTANT;
}

function hasBoundedParts(text: string): boolean {
  const [, decimals = '', hours = '0', minutes = '0'] = PARTS.exec(text) ?? [];
  return decimals.length <= MAX_DECIMALS && Number(hours) * 60 + Number(minutes) <= MAX_OFFSET_HOURS * 60;
}

/**
 * A time in a request: ISO 8601 with its offset, at most 9 decimals, an offset of at most 14 hours.
 * @param firstYear of the time in UTC; the last one is 9999
 */
export const instantFrom = (firstYear: number) =>
  z.iso
    .datetime({ offset: true })
    .refine(hasBoundedParts, {
      message: `Must have at most ${MAX_DECIMALS} decimals and an offset of at most ${MAX_OFFSET_HOURS}:00`,
    })
    .refine((text) => isInRange(text, firstYear), {
      message: `Must be a time of the years ${firstYear} to ${LAST_YEAR} in UTC`,
    });

/** A time in a request, from 1970 to 9999. */
export const instantInput = instantFrom(FIRST_YEAR);
