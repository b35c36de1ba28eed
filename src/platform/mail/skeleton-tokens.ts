import { randomBytes } from 'node:crypto';
import { headerText } from './compose-mail.ts';
import { encodeLine } from './quoted-printable.ts';
import type { SkeletonFill, Slots, SlotValues } from './slots.ts';

export type Bytes = Buffer | string;
/** Bytes that all mails share, or what gives those of one mail. Strings are ASCII. */
export type Piece = Buffer | ((mail: SkeletonFill) => Bytes | readonly Bytes[]);
export type Escape = (text: string) => string;

function inlineValue(name: string, values: SlotValues): string {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`no text for the slot ${name}`);
  return headerText(name, value);
}

function blockValue(name: string, values: SlotValues): readonly Buffer[] {
  const value = values[name];
  if (!Array.isArray(value)) throw new Error(`no lines for the slot ${name}`);
  return value;
}

/** Replaces marks by tokens of ASCII that go through every encoding unchanged, and knows what the tokens stand for. */
export class Tokens {
  readonly #nonce = randomBytes(8).toString('hex');
  readonly #mark: RegExp;
  readonly #pieces: Piece[] = [];

  constructor(slots: Slots) {
    this.#mark = slots.pattern;
  }

  token(piece: Piece): string {
    return `${this.#nonce}-${this.#pieces.push(piece) - 1}-`;
  }

  /** A token that is the whole value of a header field brings the name of the field along. */
  withoutNames(head: string): string {
    return head.replace(new RegExp(`^[\\w-]+: (${this.#nonce}-\\d+-)$`, 'gm'), '$1');
  }

  /** @returns the text with every line that holds a slot replaced by a token */
  lines(text: string, escape: Escape): string {
    return text
      .split(/\r\n?|\n/)
      .map((line) => this.#line(line, escape))
      .join('\r\n');
  }

  #line(line: string, escape: Escape): string {
    const render = this.text(line, escape);
    if (render === null) return line;
    const [mark] = line.matchAll(this.#mark);
    const [whole = '', kind, name = ''] = mark ?? [];
    if (kind === 'b' && whole !== line) throw new Error(`the block ${name} does not stand alone on its line`);
    if (kind === 'b') return `${this.#nonce}-block-${this.token(({ values }) => blockValue(name, values))}`;
    return this.token((mail) => encodeLine(render(mail)));
  }

  /** `null` when the text holds no slot. */
  text(text: string, escape: Escape): ((mail: SkeletonFill) => string) | null {
    // What a slot is called stands at every third place from the third on.
    const parts = text.split(this.#mark);
    if (parts.length === 1) return null;
    return ({ values }) => {
      let filled = parts[0] ?? '';
      for (let at = 2; at < parts.length; at += 3) {
        filled += escape(inlineValue(parts[at] ?? '', values)) + (parts[at + 1] ?? '');
      }
      return filled;
    };
  }

  /** Cuts composed bytes at the tokens. */
  cut(raw: string): Piece[] {
    // A block brings the ends of its lines along.
    const blocks = new RegExp(`${this.#nonce}-block-(${this.#nonce}-\\d+-)\\r\\n`, 'g');
    return raw
      .replace(blocks, '$1')
      .split(new RegExp(`${this.#nonce}-(\\d+)-`))
      .flatMap((part, index) => {
        if (index % 2 === 1) return this.#pieces[Number(part)] ?? [];
        return part === '' ? [] : [Buffer.from(part, 'latin1')];
      });
  }
}
