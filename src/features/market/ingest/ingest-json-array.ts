import { invalidRequest, ProblemError, problem } from '../../../platform/http/problem.ts';

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Of UTF-8, each byte a character; some programs put it before what they write. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

function isBlank(char: number): boolean {
  return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;
}

type Expected = 'array' | 'first' | 'object' | 'comma' | 'nothing';

/**
 * Cuts a JSON array of objects that arrives in pieces into the texts of the objects, which are small, so that the whole is never in
 * memory. What stands between them is checked here, they themselves by who takes them.
 */
export class JsonArraySplitter {
  readonly #take: (index: number, text: string) => void;
  readonly #maxLength: number;
  #expected: Expected = 'array';
  #index = 0;
  /** What of an object has arrived; null between objects. */
  #object: string | null = null;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Bytes of the mark that came. */
  #marks = 0;

  /** @param take gets the text of each object and its index, from 0 */
  constructor(maxLength: number, take: (index: number, text: string) => void) {
    this.#maxLength = maxLength;
    this.#take = take;
  }

  /** @throws ProblemError when it is no array of objects, or an object is too long */
  push(piece: string): void {
    let at = 0;
    while (at < piece.length) at = this.#object === null ? this.#between(piece, at) : this.#within(piece, at);
  }

  /** @throws ProblemError when the array is not closed */
  end(): void {
    if (this.#expected !== 'nothing') throw new ProblemError(this.#malformed());
  }

  #malformed() {
    return problem(400, 'malformed_json', 'The body is not one JSON array of objects.');
  }

  #between(piece: string, at: number): number {
    const char = piece.charCodeAt(at);
    if (isBlank(char)) return at + 1;
    const expected = this.#expected;
    if (expected === 'array' && char === BYTE_ORDER_MARK[this.#marks]) {
      this.#marks += 1;
      return at + 1;
    }
    if (expected === 'array' && this.#marks % BYTE_ORDER_MARK.length !== 0) throw new ProblemError(this.#malformed());
    if (char === OPEN_ARRAY && expected === 'array') this.#expected = 'first';
    else if (char === CLOSE_ARRAY && (expected === 'first' || expected === 'comma')) this.#expected = 'nothing';
    else if (char === COMMA && expected === 'comma') this.#expected = 'object';
    else if (char === OPEN_OBJECT && (expected === 'first' || expected === 'object')) {
      this.#object = '';
      return at;
    } else throw new ProblemError(this.#malformed());
    return at + 1;
  }

  #within(piece: string, begin: number): number {
    for (let at = begin; at < piece.length; at += 1) {
      const char = piece.charCodeAt(at);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (char === BACKSLASH) this.#escaped = true;
        else if (char === QUOTE) this.#inString = false;
      } else if (char === QUOTE) this.#inString = true;
      else if (char === OPEN_OBJECT) this.#depth += 1;
      else if (char === CLOSE_OBJECT) {
        this.#depth -= 1;
        if (this.#depth > 0) continue;
        this.#keep(piece.slice(begin, at + 1));
        this.#take(this.#index, this.#object as string);
        this.#index += 1;
        this.#object = null;
        this.#expected = 'comma';
        return at + 1;
      }
    }
    this.#keep(piece.slice(begin));
    return piece.length;
  }

  #keep(part: string): void {
    this.#object += part;
    if ((this.#object as string).length <= this.#maxLength) return;
    const message = `Must be at most ${this.#maxLength} characters`;
    throw new ProblemError(invalidRequest([{ field: `body[${this.#index}]`, code: 'too_long', message }]));
  }
}
