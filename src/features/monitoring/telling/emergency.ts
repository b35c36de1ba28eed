import { createHash } from 'node:crypto';
import { databaseFailure } from '../../../platform/db/failures.ts';
import type { Em } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import type { Logger } from '../../../platform/log/logger.ts';
import { type Loop, startLoop } from '../../../platform/loop.ts';
import { lockEvaluation } from '../rules/evaluation.queries.ts';
import type { Channel } from './channels.ts';
import { type Outage, recordOutage } from './emergency.queries.ts';
import { cut, type Notice, type ToldChange } from './notice.ts';

const INTERVAL_MS = 2_500;
/** After so long without an answer of Postgres, no process evaluates alerts. */
const AWAY_MS = 20_000;
/** Checks in a row that must agree: after a blocked event loop the first one reads an old answer. */
const AGREEING = 3;
/** Between two attempts on a channel that did not take the notice. */
const RETRY_MS = 30_000;
/** Each process waits for a different time, so that a receiver can drop repetitions by their id. */
const SPREAD_MS = 5_000;
/** Outages that start within the same period of this length have one id in all processes. */
const SAME_MS = 600_000;
const DEPENDENCY = { dependency: 'postgres' };

/** The UUID that every process makes for an outage that started about then. Version 7, so that it sorts by time. */
function idOf(startedAt: Date): string {
  const at = Math.floor(startedAt.getTime() / SAME_MS) * SAME_MS;
  const bytes = createHash('sha256').update(`outage ${at}`).digest().subarray(0, 16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function changeOf({ id, name, startedAt }: Outage): ToldChange {
  return {
    transition_id: id,
    alert_id: id,
    rule_key: 'dependency',
    rule_name: name,
    metric: 'dependency_up',
    severity: 'critical',
    series: '{dependency="postgres"}',
    labels: DEPENDENCY,
    kind: 'fired',
    at: startedAt,
    value: 0,
    threshold: 1,
    fired_at: startedAt,
    held_by: null,
    muted: 0,
  };
}

interface OutageUnderWay extends Outage {
  /** When to notify, by the clock of `performance`, like all times here. */
  tellFrom: number;
  /** When each channel was last tried. */
  triedAt: Map<string, number>;
}

export interface EmergencyDeps {
  channels: readonly Channel[];
  publicUrl: string;
  logger: Logger;
  /** Milliseconds without an answer; set by tests. */
  awayMs?: number;
  spreadMs?: number;
  intervalMs?: number;
}

/**
 * Reports without Postgres that Postgres is down. Each process notifies each channel at most once, and all use one id. When
 * Postgres is back, the outage is recorded as an alert that has ended, and its end is reported like any other.
 */
export class Emergency {
  readonly #deps: EmergencyDeps;
  #answeredAt = { monotonic: performance.now(), time: new Date() };
  #reason: unknown = null;
  #agreeing = 0;
  #outage: OutageUnderWay | null = null;

  constructor(deps: EmergencyDeps) {
    this.#deps = deps;
  }

  /** Hears that a round could not evaluate alerts. */
  failed(error: unknown): void {
    this.#reason = error;
  }

  /**
   * Hears that Postgres answers, and records the outage that is over, if there was one.
   * @throws when that fails; it is tried again
   */
  async answered(em: Em): Promise<void> {
    if (this.#outage !== null) {
      const outage = this.#outage;
      if (outage.told.size > 0) {
        await transact(em, async (tx) => {
          const now = await lockEvaluation(tx);
          await recordOutage(tx, outage, now);
        });
      }
      this.#outage = null;
    }
    this.#answeredAt = { monotonic: performance.now(), time: new Date() };
    this.#reason = null;
    this.#agreeing = 0;
  }

  /** Checks whether Postgres has been down for too long, and reports it. */
  async look(): Promise<void> {
    const { awayMs = AWAY_MS, spreadMs = SPREAD_MS } = this.#deps;
    const now = performance.now();
    if (now - this.#answeredAt.monotonic < awayMs) return;
    this.#agreeing += 1;
    if (this.#agreeing < AGREEING) return;
    if (this.#outage === null) {
      const startedAt = this.#answeredAt.time;
      const failure = this.#reason === null ? 'unavailable' : databaseFailure(this.#reason);
      const isAway = failure === 'unavailable' || failure === 'busy';
      const name = isAway ? 'Postgres does not answer' : 'Alerts cannot be looked at';
      const id = idOf(startedAt);
      // Spread by process id: processes differ without randomness.
      const tellFrom = now + ((process.pid * 7_919) % 1_000) * (spreadMs / 1_000);
      this.#outage = { id, name, startedAt, told: new Set(), tellFrom, triedAt: new Map() };
      this.#deps.logger.error({ err: this.#reason }, 'alerts are not looked at any longer');
    }
    if (now >= this.#outage.tellFrom) await this.#tell(this.#outage, now);
  }

  async #tell(outage: OutageUnderWay, now: number): Promise<void> {
    const { channels, publicUrl, logger } = this.#deps;
    const notice: Notice = { id: outage.id, at: outage.startedAt, changes: [changeOf(outage)], publicUrl };
    const due = channels.filter(
      ({ name }) => !outage.told.has(name) && now - (outage.triedAt.get(name) ?? -RETRY_MS) >= RETRY_MS,
    );
    await Promise.all(
      due.map(async (channel) => {
        outage.triedAt.set(channel.name, now);
        try {
          await channel.tell(notice);
          outage.told.add(channel.name);
        } catch (error) {
          logger.warn(
            { err: cut(String(error)), channel: channel.name },
            'an emergency was not taken, it is told again',
          );
        }
      }),
    );
  }

  start(): Loop {
    const { logger, intervalMs = INTERVAL_MS } = this.#deps;
    return startLoop({
      name: 'alert-emergency',
      intervalMs,
      logger,
      round: async () => {
        await this.look();
        return false;
      },
    });
  }
}
