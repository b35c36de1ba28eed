import { writeFileSync } from 'node:fs';
import { launch } from '../../dev/child-process.ts';
import { isFree } from '../../dev/ports.ts';
import { identify, isRunning, startTimeOf } from '../../dev/process-identity.ts';
import { readLedger, reap } from '../../dev/process-ledger.ts';
import { recorder, sleeper, temporaryLedger } from './small-programs.ts';

const place = temporaryLedger();
afterAll(() => place.remove());

test('the ledger knows a process while it runs', async () => {
  const child = await launch(sleeper('one'), place.ledger, () => undefined);
  expect(readLedger(place.ledger.file)).toEqual([
    { name: 'one', pid: child.pid, startTime: startTimeOf(child.pid), stopSignal: 'SIGTERM' },
  ]);
  await child.stop(5_000);
  expect(readLedger(place.ledger.file)).toEqual([]);
});

test('processes of a killed run are ended by their own stop signals', async () => {
  const { output, saw } = recorder();
  const child = await launch(sleeper('left'), place.ledger, output);
  await saw('up');
  expect(await reap(place.ledger.file)).toEqual(['left']);
  await saw('asked to stop');
  expect(await child.exited).toEqual({ code: 0, signal: null });
});

test('a process that ignores its stop signal is killed with what it started', async () => {
  const { output, saw, lines } = recorder();
  const child = await launch(sleeper('stubborn', 'stubborn', 'with-child'), place.ledger, output);
  await saw('up');
  const grandchild = Number(lines.find((line) => line.includes('child '))?.split('child ')[1]);
  const identity = identify(grandchild);
  expect(await reap(place.ledger.file, 300)).toEqual(['stubborn']);
  expect((await child.exited).signal).toBe('SIGKILL');
  expect(isRunning(identity)).toBe(false);
});

test('a killed process has ended only when its last thread has, so that its ports are free', async () => {
  const { output, saw, lines } = recorder();
  const child = await launch(sleeper('threads', 'stubborn', 'with-threads'), place.ledger, output);
  await saw('up');
  const port = Number(lines.find((line) => line.includes('port '))?.split('port ')[1]);
  expect(await isFree(port)).toBe(false);
  expect(await reap(place.ledger.file, 0)).toEqual(['threads']);
  expect(await isFree(port)).toBe(true);
  expect((await child.exited).signal).toBe('SIGKILL');
});

test('a process id that was given to another program is left alone', async () => {
  const child = await launch(sleeper('innocent'), place.ledger, () => undefined);
  const stale = [{ name: 'long gone', pid: child.pid, startTime: '1', stopSignal: 'SIGKILL' }];
  writeFileSync(place.ledger.file, JSON.stringify(stale));
  expect(await reap(place.ledger.file)).toEqual([]);
  expect(child.hasExited).toBe(false);
  await child.stop(5_000);
});

test('an unreadable ledger records nothing', async () => {
  writeFileSync(place.ledger.file, '[{"pid": 1');
  expect(await reap(place.ledger.file)).toEqual([]);
});
