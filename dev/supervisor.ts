import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, launch, type Output, type RunningChild } from './child-process.ts';
import type { ProcessLedger } from './process-ledger.ts';

export interface Service {
  name: string;
  /** Asked for at every start, so that a restart sees the world as it is then. */
  command(): Command;
  /** True when it serves; asked again and again until it does. */
  ready(): Promise<boolean>;
  readyWithinMs: number;
  /** Time to end by its stop signal before SIGKILL. */
  stopWithinMs: number;
}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 10_000;
/** A process that ran this long has recovered: the next crash starts from the first backoff again. */
const RECOVERED_AFTER_MS = 30_000;
/** Ends before it ever served: more tries would not change a wrong configuration. */
const FIRST_START_TRIES = 3;

/** Keeps one program running until it is stopped. */
export class SupervisedService {
  readonly service: Service;
  readonly #ledger: ProcessLedger;
  readonly #output: Output;
  #child: RunningChild | null = null;
  #stopping = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  restarts = 0;

  constructor(service: Service, ledger: ProcessLedger, output: Output) {
    this.service = service;
    this.#ledger = ledger;
    this.#output = output;
  }

  get pid(): number | null {
    return this.#child === null || this.#child.hasExited ? null : this.#child.pid;
  }

  /**
   * Starts the program and waits until it serves.
   * @throws when it ends three times before it serves, or does not serve in time
   */
  async start(): Promise<void> {
    const deadline = Date.now() + this.service.readyWithinMs;
    for (let attempt = 1; ; attempt += 1) {
      const child = await this.#launch();
      if (await this.#serves(child, deadline)) break;
      this.#stopping.signal.throwIfAborted();
      if (!child.hasExited)
        throw new Error(`${this.service.name} does not serve after ${this.service.readyWithinMs / 1000} s.`);
      if (attempt === FIRST_START_TRIES)
        throw new Error(`${this.service.name} ended ${attempt} times; its output is above.`);
      await sleep(FIRST_BACKOFF_MS * attempt, undefined, { signal: this.#stopping.signal });
    }
    this.#loop = this.#keepRunning();
  }

  async #launch(): Promise<RunningChild> {
    this.#stopping.signal.throwIfAborted();
    const child = await launch(this.service.command(), this.#ledger, this.#output);
    this.#child = child;
    // stop() may have come while the program was being started
    if (this.#stopping.signal.aborted) await child.stop(this.service.stopWithinMs);
    return child;
  }

  async #serves(child: RunningChild, deadline: number): Promise<boolean> {
    while (!child.hasExited && Date.now() < deadline && !this.#stopping.signal.aborted) {
      if (await this.service.ready()) return !child.hasExited;
      await Promise.race([sleep(50), child.exited]);
    }
    return false;
  }

  async #keepRunning(): Promise<void> {
    let backoffMs = FIRST_BACKOFF_MS;
    while (!this.#stopping.signal.aborted) {
      const startedAt = Date.now();
      const exit = await this.#child?.exited;
      if (this.#stopping.signal.aborted) return;
      if (Date.now() - startedAt > RECOVERED_AFTER_MS) backoffMs = FIRST_BACKOFF_MS;
      const cause = exit?.signal ?? `exit code ${exit?.code}`;
      this.#output(this.service.name, `ended (${cause}); starting it again in ${backoffMs / 1000} s`);
      try {
        await sleep(backoffMs, undefined, { signal: this.#stopping.signal });
        this.restarts += 1;
        await this.#launch();
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.#output(this.service.name, `could not be started: ${String(error)}`);
      }
      backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
    }
  }

  /** Stops it for good; harmless when it does not run. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error(`${this.service.name} was stopped`));
    await this.#child?.stop(this.service.stopWithinMs);
    await this.#loop;
  }
}

/** Services in the order they were started; stopped phase by phase from the last to the first. */
export class Supervisor {
  readonly #phases: SupervisedService[][] = [];
  readonly #ledger: ProcessLedger;
  readonly #output: Output;
  #closed = false;

  constructor(ledger: ProcessLedger, output: Output) {
    this.#ledger = ledger;
    this.#output = output;
  }

  /**
   * Registers a service and starts it.
   * @param phase stopped after all phases with a higher number
   */
  async start(phase: number, service: Service): Promise<SupervisedService> {
    if (this.#closed) throw new Error(`${service.name} is not started: everything is being stopped`);
    const supervised = new SupervisedService(service, this.#ledger, this.#output);
    this.#phases[phase] ??= [];
    this.#phases[phase].push(supervised);
    await supervised.start();
    return supervised;
  }

  /** Stops everything, services of one phase at the same time; nothing can be started after it. */
  async stop(): Promise<void> {
    this.#closed = true;
    for (const phase of this.#phases.toReversed()) {
      await Promise.all((phase ?? []).map((service) => service.stop()));
    }
  }
}
