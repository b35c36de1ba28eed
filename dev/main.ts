import { say } from './terminal.ts';

/** Every command, loaded only when it is asked for. Answers the exit code. */
const commands: Readonly<Record<string, (stopping: AbortSignal, args: string[]) => Promise<number>>> = {
  start: async (stopping) => (await import('./commands/start.ts')).start(stopping),
  test: async (stopping, args) => (await import('./commands/test.ts')).test(stopping, args),
  pages: async (stopping, args) => (await import('./commands/pages.ts')).pages(stopping, args),
  check: async (stopping, args) => (await import('./commands/check.ts')).check(stopping, args),
  demo: async (stopping, args) => (await import('./commands/demo.ts')).demo(stopping, args),
  bench: async (stopping, args) => (await import('./commands/bench.ts')).bench(stopping, args),
  record: async (stopping, args) => (await import('./commands/bench.ts')).record(stopping, args),
  reset: async () => (await import('./commands/reset.ts')).reset(),
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  say(`usage: npm start | npm test | npm run ${Object.keys(commands).slice(2).join(' | ')}`);
  process.exit(2);
}

const stopping = new AbortController();
// Ctrl-C reaches us several times (from the terminal, from npm, from the bootstrap): the first one counts.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => stopping.abort(new Error(signal)));
// The bootstrap is gone, even by SIGKILL: no one could stop us any more.
process.on('disconnect', () => stopping.abort(new Error('disconnect')));

process.exit(await command(stopping.signal, args));
