import { type Child, startChild } from '../support/child.ts';

/** What the sink can be told: to count a new series, to hand out the next mail it gets, to say what it counted. */
export type SinkRequest = { await: string; count: number } | { sample: true } | { report: true };

export interface SinkReport {
  /** Mails of the awaited series. */
  accepted: number;
  /** Numbers of the series that came at least once. */
  distinct: number;
  /** Mails that were not of the series. */
  strangers: number;
  /** Of all mails of the series together, without the dots at their ends. */
  bytes: number;
  /** When the last 250 was answered, in milliseconds since the epoch. */
  lastAt: number;
}

export interface Sink {
  port: number;
  /**
   * Awaits the mails of a series while `work` is asked for, each exactly once.
   * @returns seconds from the begin of `work` to the last 250
   * @throws when `work` does, when mails are missing after `withinMs`, or when one came twice
   */
  measure(series: string, count: number, withinMs: number, work: () => Promise<void>): Promise<Measured>;
  /** The next mail that arrives, as it travelled. */
  nextMail(): Promise<string>;
  stop(): Promise<void>;
}

export interface Measured {
  seconds: number;
  bytesPerMail: number;
}

export function addressOf(series: string, number: number): string {
  return `${series}-${number}@bench.localhost`;
}

export async function startSink(): Promise<Sink> {
  const child: Child = startChild(new URL('./sink.ts', import.meta.url));
  const { port } = await child.answer<{ port: number }>('port', 10_000);
  async function report(): Promise<SinkReport> {
    child.send({ report: true });
    return (await child.answer<{ report: SinkReport }>('report', 10_000)).report;
  }
  return {
    port,
    measure: async (series, count, withinMs, work) => {
      child.send({ await: series, count });
      await child.answer('awaiting', 10_000);
      const complete = child.answer('complete', withinMs).then(
        () => null,
        (error: unknown) => error,
      );
      const begin = performance.timeOrigin + performance.now();
      await work();
      const failure = await complete;
      const counted = await report();
      const { accepted, distinct, strangers } = counted;
      if (failure !== null || accepted !== count || distinct !== count || strangers > 0) {
        throw new Error(`${series}: ${JSON.stringify(counted)} instead of ${count} mails once each`, {
          cause: failure,
        });
      }
      return { seconds: (counted.lastAt - begin) / 1_000, bytesPerMail: counted.bytes / count };
    },
    nextMail: async () => {
      child.send({ sample: true });
      return (await child.answer<{ sample: string }>('sample', 60_000)).sample;
    },
    stop: () => child.stop(),
  };
}
