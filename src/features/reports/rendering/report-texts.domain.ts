import type { ReportDocument } from '../report-document.domain.ts';

/** What page and PDF say of a report in the same words. Pure. */

const days = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const showDay = (day: string) => days.format(new Date(`${day}T00:00:00Z`));

export function periodOf({ firstDay, lastDay }: ReportDocument): string {
  return firstDay === lastDay ? showDay(firstDay) : `${showDay(firstDay)} to ${showDay(lastDay)}`;
}

export function aboutOf({ asOf, tz }: ReportDocument): string {
  const at = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: tz }).format(
    new Date(asOf),
  );
  return `Times are in ${tz}. Figures as of ${at.replaceAll(/[\u202f\u00a0]/g, ' ')}. Crawlers are in none of them.`;
}
