/** @param ms from a statement to its answer */
type StatementListener = (ms: number, failed: boolean) => void;

let listener: StatementListener = () => undefined;

/** Is told of every statement of all pools of the process. */
export function onStatement(next: StatementListener): void {
  listener = next;
}

export function tellOfStatement(ms: number, failed: boolean): void {
  listener(ms, failed);
}
