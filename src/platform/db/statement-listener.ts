/** @param ms from a statement to its answer */
type StatementListener = (ms: number, failed: boolean) => void;

let listener: StatementListener | null = null;

/** Is told of every statement of all pools of the process. */
export function onStatement(next: StatementListener): void {
  listener = next;
}

export async function timed<T>(answer: Promise<T>): Promise<T> {
  if (listener === null) return await answer;
  const startedAt = performance.now();
  let failed = true;
  try {
    const result = await answer;
    failed = false;
    return result;
  } finally {
    listener(performance.now() - startedAt, failed);
  }
}
