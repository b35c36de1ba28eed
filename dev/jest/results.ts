import { existsSync, readFileSync } from 'node:fs';

/** What became of one test file. */
export interface FileResult {
  file: string;
  passed: number;
  /** At least 1 when the file failed as a whole: it could not be loaded, or left something open. */
  failed: number;
  /** Name and message of its first failure; null when there is none. */
  failure: string | null;
}

export interface Counts {
  passed: number;
  failed: number;
}

/** As much of a failure as says what happened. */
const MAX_FAILURE_CHARACTERS = 3_000;

/** What we read of the file that jest writes with `--json`. */
interface JestFile {
  name: string;
  status: string;
  message: string;
  assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
}

function fileResult({ name, status, message, assertionResults }: JestFile): FileResult {
  const failures = assertionResults.filter((result) => result.status === 'failed');
  const [first] = failures;
  const failed = Math.max(failures.length, status === 'failed' ? 1 : 0);
  const words = first ? `${first.fullName}\n${first.failureMessages?.[0] ?? ''}` : message;
  return {
    file: name,
    passed: assertionResults.filter((result) => result.status === 'passed').length,
    failed,
    failure: failed === 0 ? null : words.slice(0, MAX_FAILURE_CHARACTERS),
  };
}

/** @returns null when jest has written nothing */
export function readResults(resultFile: string): FileResult[] | null {
  if (!existsSync(resultFile)) return null;
  const written = JSON.parse(readFileSync(resultFile, 'utf8')) as { testResults: JestFile[] };
  return written.testResults.map(fileResult);
}

export function countOf(results: readonly FileResult[]): Counts {
  return results.reduce((sum, result) => ({ passed: sum.passed + result.passed, failed: sum.failed + result.failed }), {
    passed: 0,
    failed: 0,
  });
}
