/**
 * The day that an instant or a wall is in, as `YYYY-MM-DD`.
 * @param at milliseconds: of an instant for its day in UTC, of a wall for the day that the clock shows
 */
export function dayName(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
