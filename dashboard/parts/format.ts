/** Numbers with units and times in the chosen zone, with the zone written. */

const ZONE_KEY = 'vibe.zone';

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function zone(): string {
  return localStorage.getItem(ZONE_KEY) ?? ownZone();
}

export function chooseZone(name: string): void {
  localStorage.setItem(ZONE_KEY, name);
}

export function allZones(): string[] {
  return [...new Set(['UTC', ownZone(), ...Intl.supportedValuesOf('timeZone')])];
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(style: 'time' | 'moment'): Intl.DateTimeFormat {
  const key = `${style} ${zone()}`;
  let format = formats.get(key);
  if (!format) {
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone(), ...(style === 'time' ? time : { ...day, ...time }) });
    formats.set(key, format);
  }
  return format;
}

/** `14:03:12` in the chosen zone. */
export const timeOf = (at: Date | string): string => dateFormat('time').format(new Date(at));

/** `2026-11-28 14:03:12` in the chosen zone; a dash for null. */
export const momentOf = (at: Date | string | null): string =>
  at === null ? '–' : dateFormat('moment').format(new Date(at)).replace(',', '');

/** What a `datetime-local` input shows of an instant, in the chosen zone; empty for none. */
export const wallTime = (at: string): string => (at === '' ? '' : momentOf(at).slice(0, 16).replace(' ', 'T'));

/** The instant of a time that was typed in the chosen zone. Of an hour that comes twice, one of both. */
export function instantOf(wall: string): string {
  const asUtc = Date.parse(`${wall}:00Z`);
  const offset = (at: number) => Date.parse(`${momentOf(new Date(at)).replace(' ', 'T')}Z`) - at;
  // The offset where the zone is at that time of day; near a change of the clocks the first answer may be an hour off.
  return new Date(asUtc - offset(asUtc - offset(asUtc))).toISOString();
}

/** `2026-11-28 14:03:12 (Europe/Berlin)`: a time that stands alone names its zone. A dash for null. */
export const stamp = (at: Date | string | null): string => (at === null ? '–' : `${momentOf(at)} (${zone()})`);

/** @param digits most digits after the point */
export function number(value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined) return '–';
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

/** A number and its unit stay on one line. */
const NBSP = '\u00a0';

/** @param share between 0 and 1 */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${number(share * 100)}${NBSP}%`;

export function duration(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined) return '–';
  if (milliseconds < 1_000) return `${number(milliseconds, milliseconds < 10 ? 1 : 0)}${NBSP}ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 120) return `${number(seconds)}${NBSP}s`;
  const minutes = seconds / 60;
  if (minutes < 120) return `${number(minutes, 0)}${NBSP}min`;
  const hours = minutes / 60;
  return hours < 48 ? `${number(hours)}${NBSP}h` : `${number(hours / 24)}${NBSP}d`;
}

const SIZES = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Decimal units: 1 KB is 1,000 bytes. */
export function bytes(size: number | null | undefined): string {
  if (size === null || size === undefined) return '–';
  const power = size < 1 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(size) / 3));
  return `${number(size / 1_000 ** power)}${NBSP}${SIZES[power]}`;
}

/** A word of the API for people: `hard_bounce` is "hard bounce". */
export const words = (name: string): string => name.replaceAll(/[_.]/g, ' ');
