/** `0044-03-15 12:00:00.5+00 BC`, as Postgres writes a `timestamptz` in UTC. */
const WRITTEN =
  /^(\d{4,})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?( BC)?$/;

/**
 * Reads what Postgres writes for a `timestamptz`, exactly to the millisecond. `new Date` takes years below 100 for years of
 * the last century, and knows neither BC nor years beyond 9999.
 * @returns an invalid date for `infinity`
 */
export function parseTimestamp(text: string): Date {
  if (text.length < 30 && text[4] === '-' && text >= '0100') return new Date(text);
  const match = WRITTEN.exec(text);
  if (match === null) return new Date(Number.NaN);
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second,
    fraction = '',
    sign,
    zoneHour,
    zoneMinute = '0',
    zoneSecond = '0',
    bc,
  ] = match;
  const date = new Date(0);
  date.setUTCFullYear(bc === undefined ? Number(year) : 1 - Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0').slice(0, 3)));
  const offset = (Number(zoneHour) * 3_600 + Number(zoneMinute) * 60 + Number(zoneSecond)) * 1_000;
  return new Date(date.getTime() - (sign === '-' ? -offset : offset));
}
