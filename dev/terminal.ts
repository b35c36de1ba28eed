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

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Runs one step and says how long it took; while a step is slow it says so every ten seconds.
 * @param work is given a function that says at once, and in each of those lines, what the step is doing now
 */
export async function step<T>(name: string, work: (doing: (activity: string) => void) => Promise<T>): Promise<T> {
  const begin = Date.now();
  let activity = '';
  const doing = (now: string) => {
    activity = now;
    say(`  … ${capitalised(now)}`);
  };
  const ticker = setInterval(() => say(`  … ${capitalised(activity || name)}, ${seconds(begin)} so far`), 10_000);
  try {
    const result = await work(doing);
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
