/** Blanks, controls, what Unicode says to draw as nothing (U+200B, U+3164), and the empty braille pattern. */
const NOTHING_TO_SEE = /^[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Whether a text has a character that people see. */
export function isVisible(text: string): boolean {
  return !NOTHING_TO_SEE.test(text);
}
