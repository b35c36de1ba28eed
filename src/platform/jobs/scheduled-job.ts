import type { JobRequest } from './enqueue.ts';

/** A job that a Temporal Schedule asks for, again and again. */
export interface ScheduledJob<Input extends object> {
  /** Names the schedule for ever: part of its id and of the key of each period. */
  name: string;
  /** One line for people in the Temporal UI. */
  note: string;
  /** Milliseconds between two periods, counted from the epoch in UTC. */
  everyMs: number;
  /** Milliseconds after the beginning of a period at which its run starts; 0 unless given. */
  offsetMs?: number;
  /** Milliseconds after which a period that was missed while the server was away is left out. */
  catchupMs: number;
  /** Whether a new schedule runs at once, too, instead of first at its next period. */
  triggerImmediately?: boolean;
  /** The job of a period. @param nominalAt when its run was to start; another one when someone triggers it by hand */
  request(nominalAt: Date): Omit<JobRequest<Input>, 'periodKey'>;
}

/** Key of the period's job: there is one, however often its run is started. */
export function periodKeyOf(schedule: string, nominalAt: Date): string {
  return `${schedule}:${nominalAt.toISOString()}`;
}
