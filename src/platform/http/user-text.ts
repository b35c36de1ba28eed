import { z } from 'zod';

/** Invisible controls would let a text forge the lines of a mail or a log, or turn around what is read. */
const CONTROL = /\p{Cc}|\p{Cs}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const CONTROL_IN_LINES = /[^\P{Cc}\n\t]|\p{Cs}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** Blanks, controls, what Unicode says to draw as nothing (U+200B, U+3164), and the empty braille pattern. */
const NOTHING_TO_SEE = /^[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]+$/u;

const visible = {
  check: (text: string) => !NOTHING_TO_SEE.test(text),
  error: { message: 'Must have at least one visible character' },
};

/** A line of text for people. */
export const lineOfText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !CONTROL.test(text), { message: 'Must be one line without control characters' })
    .refine(visible.check, visible.error);

/** A text of one or more lines, which end in `\n` however they were sent. Tabs stay. */
export const linesOfText = (max: number) =>
  z
    .string()
    .overwrite((text) => text.replace(/\r\n?/g, '\n'))
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !CONTROL_IN_LINES.test(text), {
      message: 'Must hold no control characters except line breaks and tabs',
    })
    .refine(visible.check, visible.error);
