import { randomBytes } from 'node:crypto';
import type { Mailbox } from './compose-mail.ts';
import type { EncodedPart } from './inline-image.ts';

/** Marks for the texts that a skeleton is made from. Every mark of one `Slots` holds the same random number. */
export interface Slots {
  /** Stands in a line of HTML or text, in an attribute, the subject or a header; filled with a text of one line. */
  inline(name: string): string;
  /** Stands alone on its line of HTML or text; filled with what `encodeLines` gave for any number of lines, or with nothing. */
  block(name: string): string;
  /** Finds marks; the groups are the kind (`i` or `b`) and the name. */
  readonly pattern: RegExp;
}

/** By the names of slots: texts, not escaped, and the lines of blocks, in pieces that other mails may share. */
export type SlotValues = Readonly<Record<string, string | readonly Buffer[]>>;

/** What differs between mails of one skeleton. */
export interface SkeletonFill {
  /** A UUID. */
  id: string;
  date: Date;
  to: Mailbox;
  values: SlotValues;
  images?: readonly EncodedPart[];
}

/** Noncharacters (Unicode 23.7): for internal use, and in no text that a person can type. */
const BEGIN = '\ufdd0';
const END = '\ufdd1';

export function createSlots(): Slots {
  // Text that holds these characters all the same is no mark: it was written before the number was drawn.
  const nonce = randomBytes(8).toString('hex');
  const mark = (kind: string, name: string) => `${BEGIN}${nonce}${kind}${name}${END}`;
  return {
    inline: (name) => mark('i', name),
    block: (name) => mark('b', name),
    pattern: new RegExp(`${BEGIN}${nonce}([ib])([^${END}]*)${END}`, 'g'),
  };
}
