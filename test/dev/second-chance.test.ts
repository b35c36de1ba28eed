import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FileResult } from '../../dev/jest/results.ts';
import { runJest } from '../../dev/jest/run.ts';
import { giveSecondChance } from '../../dev/jest/second-chance.ts';

/** Real runs of jest over a folder with a test that passes, one that fails the first time, and one that always fails. */

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'vibe-second-chance-'));
  const marker = JSON.stringify(path.join(folder, 'ran-before'));
  const files = {
    'good.test.js': "test('one', () => {}); test('two', () => {});",
    'flaky.test.js': `const { existsSync, writeFileSync } = require('node:fs');
      test('steady', () => {});
      test('hasty', () => {
        const before = existsSync(${marker});
        writeFileSync(${marker}, '');
        if (!before) throw new Error('the machine was busy');
      });`,
    'broken.test.js': "test('wrong', () => { throw new Error('always'); });",
    'unloadable.test.js': "require('./there-is-no-such-file.js');",
    // What fails here on purpose says nothing to those who read the output of the whole.
    'silent-reporter.js': 'module.exports = class {};',
    'jest.config.json': JSON.stringify({
      rootDir: folder,
      testMatch: ['**/*.test.js'],
      maxWorkers: 1,
      reporters: ['./silent-reporter.js'],
    }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const jest = (name: string, args: readonly string[]) =>
  runJest(
    {
      resultFile: path.join(folder, `${name}.json`),
      args: [`--config=${path.join(folder, 'jest.config.json')}`, ...args],
      env: process.env,
    },
    new AbortController().signal,
  );

test('failed files run once more: those that pass then are flaky, with their first failure; the rest stays failed', async () => {
  const first = await jest('first', []);
  expect(first.exitCode).not.toBe(0);
  const failed = (first.results ?? []).filter((result) => result.failed > 0).map(({ file }) => path.basename(file));
  expect(failed.toSorted()).toEqual(['broken.test.js', 'flaky.test.js', 'unloadable.test.js']);
  const ran: string[] = [];
  const chance = await giveSecondChance(first.results ?? [], async (files) => {
    ran.push(...files.map((file) => path.basename(file)));
    return (await jest('second', ['--runInBand', '--runTestsByPath', ...files])).results;
  });
  expect(ran.toSorted()).toEqual(failed.toSorted());
  expect(chance).toMatchObject({ passed: 4, failed: 2 });
  expect(chance.flaky.map(({ file }) => path.basename(file))).toEqual(['flaky.test.js']);
  expect(chance.flaky[0]?.failure).toContain('the machine was busy');
  expect(chance.flaky[0]?.failure).toContain('hasty');
}, 120_000);

const results = (failed: number): FileResult[] =>
  Array.from({ length: 20 }, (_, index) => ({
    file: `${index}.test.ts`,
    passed: 1,
    failed: index < failed ? 1 : 0,
    failure: index < failed ? 'no' : null,
  }));

test('nothing runs again when all passed, or when too much failed to be bad luck', async () => {
  const never = async () => {
    throw new Error('ran again');
  };
  expect(await giveSecondChance(results(0), never)).toEqual({ passed: 20, failed: 0, flaky: [] });
  expect(await giveSecondChance(results(11), never)).toEqual({ passed: 20, failed: 11, flaky: [] });
});

test('a second run that ends without results leaves the first ones', async () => {
  expect(await giveSecondChance(results(2), async () => null)).toEqual({ passed: 20, failed: 2, flaky: [] });
});
