import { TestEnvironment } from 'jest-environment-node';

/**
 * Fails a test file that leaves something behind which would keep a process alive: a pool or client (an open socket), a
 * server, a child process, a file watcher, a timer. Handles of Temporal's native runtime live on its own threads and
 * are not among these. It also gives every test more time than it asks for.
 */

/** As in patience.ts: time-outs are there for what hangs, not for what is slow. */
const PATIENCE = 4;
/** What is closing needs some turns of the event loop, over the network a little more. */
const GRACE_MS = 2_000;
const WATCHED = ['TCPSocketWrap', 'TCPServerWrap', 'UDPWrap', 'ProcessWrap', 'FSEventWrap', 'StatWatcher'];

function openResources() {
  const counts = new Map(WATCHED.map((type) => [type, 0]));
  for (const type of process.getActiveResourcesInfo()) {
    if (counts.has(type)) counts.set(type, counts.get(type) + 1);
  }
  return counts;
}

const isPending = (timer) => timer.hasRef() && !timer._destroyed;

/** Where the test (or the code it runs) started the timer. */
function origin() {
  const lines = (new Error().stack ?? '').split('\n').slice(3);
  return (lines.find((line) => !line.includes('node_modules')) ?? lines[0] ?? '').trim();
}

export default class LeakEnvironment extends TestEnvironment {
  #timers = new Map();
  #before = openResources();
  #patient = new WeakSet();

  async setup() {
    await super.setup();
    for (const name of ['setTimeout', 'setInterval']) this.#watch(name);
  }

  /** Remembers the timers that the sandbox makes; jest's own are made outside of it. */
  #watch(name) {
    const original = this.global[name];
    const watched = (...args) => {
      const timer = original(...args);
      if (this.#timers.size > 500) this.#forgetEnded();
      this.#timers.set(timer, origin());
      return timer;
    };
    // keeps util.promisify(setTimeout) as it is
    Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
    this.global[name] = watched;
  }

  #forgetEnded() {
    for (const timer of this.#timers.keys()) if (!isPending(timer)) this.#timers.delete(timer);
  }

  #leaks() {
    const now = openResources();
    const resources = WATCHED.filter((type) => now.get(type) > this.#before.get(type)).map(
      (type) => `${now.get(type) - this.#before.get(type)} × ${type}`,
    );
    this.#forgetEnded();
    return [...resources, ...[...this.#timers.values()].map((where) => `timer started ${where}`)];
  }

  /** @param running a test or a hook, which runs more than once */
  #bePatient(running, state) {
    if (this.#patient.has(running)) return;
    this.#patient.add(running);
    running.timeout = PATIENCE * (running.timeout || state.testTimeout);
  }

  async handleTestEvent(event, state) {
    if (event.name === 'test_fn_start') this.#bePatient(event.test, state);
    if (event.name === 'hook_start') this.#bePatient(event.hook, state);
    if (event.name !== 'run_finish') return;
    const deadline = Date.now() + GRACE_MS;
    while (this.#leaks().length > 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const leaks = this.#leaks();
    if (leaks.length > 0) state.unhandledErrors.push(new Error(`This test file leaves open:\n  ${leaks.join('\n  ')}`));
    this.#timers.clear();
  }
}
