import { stripVTControlCharacters } from 'node:util';
import { say } from '../terminal.ts';
import { type Counts, countOf, type FileResult } from './results.ts';

/** More failed files than this are a defect of the tree, which no second run mends. */
const MAX_FILES = 10;

export interface SecondChance extends Counts {
  /** Files that failed beside the others and passed alone, with their first failure. */
  flaky: FileResult[];
}

/**
 * Runs the files that failed once more, alone. What passes then is flaky: it counts as passed, and is printed with its first
 * failure so that it is mended.
 * @param again runs these files; null when it could not
 */
export async function giveSecondChance(
  results: readonly FileResult[],
  again: (files: readonly string[]) => Promise<FileResult[] | null>,
): Promise<SecondChance> {
  const suspects = results.filter((result) => result.failed > 0);
  if (suspects.length === 0 || suspects.length > MAX_FILES) return { ...countOf(results), flaky: [] };
  say(`\nRunning what failed once more, alone: ${suspects.length} of ${results.length} files.`);
  const second = new Map((await again(suspects.map(({ file }) => file)))?.map((result) => [result.file, result]));
  const counted = results.map((result) => (result.failed > 0 ? (second.get(result.file) ?? result) : result));
  const flaky = suspects.filter(({ file }) => second.get(file)?.failed === 0);
  return { ...countOf(counted), flaky };
}

/** Says which files are flaky, and how they failed the first time. */
export function reportFlaky(flaky: readonly FileResult[]): void {
  for (const { file, failure } of flaky) {
    say(`\nflaky: ${file} failed beside the others and passed alone. Its first failure:`);
    say(stripVTControlCharacters(failure ?? ''));
  }
}
