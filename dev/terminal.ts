/** What the person in front of the terminal reads. */

const started = Date.now();

// A reader that went away (`npm start | head`) must not take the stack down half stopped.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function seconds(sinceMs: number): string {
  const elapsed = (Date.now() - sinceMs) / 1000;
  return elapsed < 10 ? `${elapsed.toFixed(1)} s` : `${Math.round(elapsed)} s`;
}

/** Time since the command was called, for people. */
export function sinceStart(): string {
  return seconds(started);
}

/**
 * Runs one step and says how long it took; while a step is slow it says so every few seconds.
 * @param detail what the step is doing right now, asked for at each of those lines
 */
export async function step<T>(name: string, work: () => Promise<T>, detail: () => string = () => ''): Promise<T> {
  const begin = Date.now();
  const ticker = setInterval(() => say(`  … ${name}, ${seconds(begin)} ${detail()}`.trimEnd()), 5_000);
  try {
    const result = await work();
    say(`  ✓ ${name} (${seconds(begin)})`);
    return result;
  } finally {
    clearInterval(ticker);
  }
}

/** A table of two columns with a frame. */
export function table(rows: ReadonlyArray<readonly [string, string]>): string {
  const left = Math.max(...rows.map(([name]) => name.length));
  const right = Math.max(...rows.map(([, value]) => value.length));
  const rule = (a: string, b: string, c: string) => `${a}${'─'.repeat(left + 2)}${b}${'─'.repeat(right + 2)}${c}`;
  const lines = rows.map(([name, value]) => `│ ${name.padEnd(left)} │ ${value.padEnd(right)} │`);
  return [rule('┌', '┬', '┐'), ...lines, rule('└', '┴', '┘')].join('\n');
}
