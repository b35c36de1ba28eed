import { z } from 'zod';
import { isVisible } from '../visible-text.domain.ts';

/** Invisible controls would let a text forge the lines of a mail or a log, or turn around what is read. */
const CONTROL = /\p{Cc}|\p{Cs}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const CONTROL_IN_LINES = /[^\P{Cc}\n\t]|\p{Cs}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** An empty text is refused as too short. */
const visible = {
  check: (text: string) => text === '' || isVisible(text),
  error: { message: 'Must have at least one visible character' },
};

/** A line of text, or none. */
export const lineOrNothing = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !CONTROL.test(text), { message: 'Must be one line without control characters' });

/** A line of text for people. */
export const lineOfText = (max: number) => lineOrNothing(max).min(1).refine(visible.check, visible.error);

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
