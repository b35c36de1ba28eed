import { z } from 'zod';

/** Invisible controls would let a text forge the lines of a mail or a log, or turn around what is read. */
const CONTROL = /\p{Cc}|\p{Cs}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const CONTROL_IN_LINES = /[^\P{Cc}\n]|\p{Cs}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** A line of text for people. */
export const lineOfText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !CONTROL.test(text), { message: 'Must be one line without control characters' });

/** A text of one or more lines, broken by `\n`, kept as it was written. */
export const linesOfText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => text.trim() !== '', { message: 'Must not be blank' })
    .refine((text) => !CONTROL_IN_LINES.test(text), { message: 'Must hold no control characters but line feeds' });
