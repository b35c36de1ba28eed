import { createRequire } from 'node:module';
import { interleave } from './interleave.ts';

/** Jest's own, which remembers how long each file took; of a CommonJS package that jest depends on. */
const { default: Sequencer } = createRequire(createRequire(import.meta.url).resolve('jest'))('@jest/test-sequencer');

/** Files that mostly wait: for programs that start, kills, outages, leases, time-outs, slow readers. */
const WAITS =
  /\/test\/(e2e|workflows)\/|\/test\/dev\/stack|[/-](kills|crashes|records|outages|pace|limits|slow-reader|lost-connections|database-away|reconcile-schedules)\.test\.ts$/;
/** Assumed of a file that never ran here, as in a fresh clone. Milliseconds. */
const ASSUMED = { waits: 20_000, computes: 4_000 };

export default class extends Sequencer {
  #workers;

  constructor(options) {
    super(options);
    this.#workers = options.globalConfig.maxWorkers;
  }

  sort(tests) {
    const files = tests.map((test) => {
      const waits = WAITS.test(test.path);
      const known = this._getCache(test)[test.path]?.[1];
      return { test, waits, durationMs: known ?? (waits ? ASSUMED.waits : ASSUMED.computes) };
    });
    return interleave(files, this.#workers).map(({ test }) => test);
  }
}
