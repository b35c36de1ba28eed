const DAY_MICROS = 86_400_000_000;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** An earlier year is a slip: no one kept daily prices then. */
const FIRST_YEAR = 1800;
const [ZERO, DASH, DOT, COLON, PLUS, T, Z] = [0x30, 0x2d, 0x2e, 0x3a, 0x2b, 0x54, 0x5a];

/** The number that `count` digits make, or NaN. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let index = from; index < from + count; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Days since 1970-01-01. Years are counted from March, so that the day that may be missing is the last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function parseDay(text: string, from: number): number {
  const year = digits(text, from, 4);
  const month = digits(text, from + 5, 2);
  const day = digits(text, from + 8, 2);
  if (text.charCodeAt(from + 4) !== DASH || text.charCodeAt(from + 7) !== DASH) return Number.NaN;
  if (!(year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  const length = month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] as number);
  return day <= length ? daysSinceEpoch(year, month, day) : Number.NaN;
}

/** Minutes east of Greenwich that `Z` or `±HH:MM` at the end of a text says. */
function parseOffset(text: string, from: number, end: number): number {
  const sign = text.charCodeAt(from);
  if (sign === Z) return end === from + 1 ? 0 : Number.NaN;
  if (end !== from + 6 || text.charCodeAt(from + 3) !== COLON) return Number.NaN;
  const hours = digits(text, from + 1, 2);
  const minutes = digits(text, from + 4, 2);
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  if (sign === PLUS) return hours * 60 + minutes;
  return sign === DASH ? -(hours * 60 + minutes) : Number.NaN;
}

/**
 * Reads `text[from…end)`: a date (`2024-02-29`, midnight UTC) or a time with its offset (`2024-02-29T16:00:00.25-05:00`;
 * seconds may be missing, six decimals at most). One pass without an allocation: `Date.parse` is most of an ingest otherwise.
 * @returns whole microseconds since 1970, NaN for anything else
 */
export function parseInstant(text: string, from: number, end: number): number {
  const day = parseDay(text, from) * DAY_MICROS;
  if (end === from + 10) return day;
  const hours = digits(text, from + 11, 2);
  const minutes = digits(text, from + 14, 2);
  if (text.charCodeAt(from + 10) !== T || text.charCodeAt(from + 13) !== COLON) return Number.NaN;
  let at = from + 16;
  let seconds = 0;
  let micros = 0;
  if (text.charCodeAt(at) === COLON) {
    seconds = digits(text, at + 1, 2);
    at += 3;
    if (text.charCodeAt(at) === DOT) {
      let unit = 1_000_000;
      at += 1;
      for (let digit = digits(text, at, 1); digit >= 0; digit = digits(text, at, 1)) {
        unit /= 10;
        micros += digit * unit;
        at += 1;
      }
      if (unit < 1 || unit === 1_000_000) return Number.NaN;
    }
  }
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59) || at >= end) return Number.NaN;
  const offset = parseOffset(text, at, end);
  return day + ((hours * 60 + minutes - offset) * 60 + seconds) * 1_000_000 + micros;
}

/** Microseconds since 1970 as ISO 8601 in UTC; decimals beyond the third only where there are any. */
export function instantText(micros: number): string {
  const text = new Date(Math.floor(micros / 1_000)).toISOString();
  const beyond = micros - Math.floor(micros / 1_000) * 1_000;
  return beyond === 0 ? text : text.replace('Z', `${String(beyond).padStart(3, '0')}Z`);
}
