import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { holderOf, lock, tryLock } from '../../dev/lock-file.ts';
import { temporaryLedger } from './small-programs.ts';

const place = temporaryLedger();
const file = path.join(place.folder, 'a.lock');
afterAll(() => place.remove());

test('only one process holds the lock, and it can be taken again once released', () => {
  const held = tryLock(file);
  expect(held).not.toBeNull();
  expect(holderOf(file)?.pid).toBe(process.pid);
  expect(tryLock(file)).toBeNull();
  held?.release();
  const again = tryLock(file);
  expect(again).not.toBeNull();
  again?.release();
});

test('the lock of a process that is gone is taken over', () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, startTime: 'another life' }));
  const held = tryLock(file);
  expect(held).not.toBeNull();
  held?.release();
});

test('a second builder waits until the first has finished', async () => {
  const held = tryLock(file);
  const second = lock(file, new AbortController().signal);
  setTimeout(() => held?.release(), 50);
  (await second).release();
  expect(holderOf(file)).toBeNull();
});
