import { identify, isRunning } from '../../dev/process-identity.ts';
import { readLedger } from '../../dev/process-ledger.ts';
import { type Service, SupervisedService, Supervisor } from '../../dev/supervisor.ts';
import { recorder, sleeper, temporaryLedger } from './small-programs.ts';

const place = temporaryLedger();
afterAll(() => place.remove());

function service(name: string, seen: string[], ...words: string[]): Service {
  return {
    name,
    command: () => sleeper(name, ...words),
    ready: async () => seen.includes(`${name}: up`),
    readyWithinMs: 10_000,
    stopWithinMs: 500,
  };
}

test('phases stop from the last to the first, a stubborn program is killed', async () => {
  const { output, lines } = recorder();
  const supervisor = new Supervisor(place.ledger, output);
  await supervisor.start(0, service('database', lines));
  await Promise.all([
    supervisor.start(2, service('api', lines)),
    supervisor.start(2, service('worker', lines, 'stubborn')),
  ]);
  await supervisor.start(1, service('engine', lines));
  const identities = readLedger(place.ledger.file);
  expect(new Set(identities.map((entry) => entry.name))).toEqual(new Set(['api', 'database', 'engine', 'worker']));
  await supervisor.stop();
  const asked = lines.filter((line) => line.endsWith('asked to stop')).map((line) => line.split(':')[0]);
  expect(new Set(asked.slice(0, 2))).toEqual(new Set(['api', 'worker']));
  expect(asked.slice(2)).toEqual(['engine', 'database']);
  expect(identities.filter((identity) => isRunning(identity))).toEqual([]);
  expect(readLedger(place.ledger.file)).toEqual([]);
});

test('a crashed program is started again', async () => {
  const { output, lines, saw } = recorder();
  const supervised = new SupervisedService(service('crashing', lines), place.ledger, output);
  await supervised.start();
  const first = identify(supervised.pid ?? 0);
  lines.length = 0;
  process.kill(first.pid, 'SIGKILL');
  await saw('ended (SIGKILL); starting it again in 0.5 s');
  await saw('up');
  expect(supervised.pid).not.toBe(first.pid);
  expect(supervised.restarts).toBe(1);
  await supervised.stop();
  expect(supervised.pid).toBeNull();
});

test('a program that never serves is given up after three tries', async () => {
  const { output, lines } = recorder();
  const supervised = new SupervisedService(service('broken', lines, 'fails'), place.ledger, output);
  await expect(supervised.start()).rejects.toThrow('broken ended 3 times');
  await supervised.stop();
});

test('stopping in the middle of a start leaves no process', async () => {
  const { output, saw } = recorder();
  const supervised = new SupervisedService({ ...service('slow', []), ready: async () => false }, place.ledger, output);
  const failure = supervised.start().then(
    () => 'started',
    (error: Error) => error.message,
  );
  await saw('up');
  await supervised.stop();
  expect(await failure).toBe('slow was stopped');
  expect(readLedger(place.ledger.file)).toEqual([]);
});

test('no program is started after a stop', async () => {
  const supervisor = new Supervisor(place.ledger, () => undefined);
  await supervisor.stop();
  await expect(supervisor.start(0, service('late', []))).rejects.toThrow('late is not started');
});
