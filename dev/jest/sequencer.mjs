import { createRequire } from 'node:module';
import { interleave } from './interleave.ts';

/** Jest's own, which remembers how long each file took; of a CommonJS package that jest depends on. */
const { default: Sequencer } = createRequire(createRequire(import.meta.url).resolve('jest'))('@jest/test-sequencer');

/** Files that mostly wait: for programs that start, kills, outages, leases, time-outs, slow readers. */
const WAITS =
  /\/test\/(e2e|workflows)\/|\/test\/dev\/stack|[/-](kills|crashes|records|outages|pace|limits|slow-reader|lost-connections|silent-connections|heartbeat|migrate-up|hang-ups|streamed-body|database-away|reconcile-schedules)\.test\.ts$/;
/** Assumed of a file that never ran here, as in a fresh clone. Milliseconds. */
const ASSUMED = { waits: 20_000, computes: 4_000 };
/** Those that take much longer, in seconds: one of them that is begun late would keep one core busy at the end. */
const LONG = {
  'dev/stack': 90,
  'e2e/malformed': 60,
  'features/analytics/figures/reconciliation': 45,
  'security/credentials': 40,
  'features/analytics/access': 40,
  'workflows/accounts/erase-account': 40,
  'features/files/hostile/hostile-files': 30,
  'features/accounts/users/users': 25,
  'features/accounts/sign-in/recovery': 25,
  'features/exports/access': 25,
  'e2e/trace': 30,
  'e2e/two-of-each': 30,
};

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
      const name = /\/test\/(.+)\.test\.ts$/.exec(test.path)?.[1] ?? '';
      const assumed = LONG[name] === undefined ? (waits ? ASSUMED.waits : ASSUMED.computes) : LONG[name] * 1_000;
      return { test, waits, durationMs: known ?? assumed };
    });
    return interleave(files, this.#workers).map(({ test }) => test);
  }
}
