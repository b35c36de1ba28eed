import { invalidRequest, ProblemError } from './problem.ts';

const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf'; // of UTF-8, each byte a character

/** Takes `text[from…end)`, the line of this number, counted from 1. */
export type TakeLine = (number: number, text: string, from: number, end: number) => void;

/** Cuts text of a body that arrives in pieces into lines. A line that the pieces cut is put together again; none else is copied. */
export class LineSplitter {
  readonly #take: TakeLine;
  readonly #maxLength: number;
  #rest = '';
  #number = 0;

  constructor(maxLength: number, take: TakeLine) {
    this.#maxLength = maxLength;
    this.#take = take;
  }

  /** @throws ProblemError when a line is too long: where the next one begins would cost memory to find */
  push(piece: string): void {
    const text = this.#rest + piece;
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      this.#line(text, from, end);
      from = end + 1;
    }
    this.#rest = text.slice(from);
    this.#refuseLonger(this.#rest.length, this.#number + 1);
  }

  /** The last line needs no line feed. */
  end(): void {
    if (this.#rest !== '') this.#line(this.#rest, 0, this.#rest.length);
    this.#rest = '';
  }

  #line(text: string, from: number, end: number): void {
    this.#number += 1;
    this.#refuseLonger(end - from, this.#number);
    const marked = this.#number === 1 && text.startsWith(BYTE_ORDER_MARK);
    this.#take(this.#number, text, marked ? from + BYTE_ORDER_MARK.length : from, end);
  }

  #refuseLonger(length: number, number: number): void {
    if (length <= this.#maxLength) return;
    const message = `Must be at most ${this.#maxLength} characters`;
    throw new ProblemError(invalidRequest([{ field: `line[${number}]`, code: 'too_long', message }]));
  }
}
