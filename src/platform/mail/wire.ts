const LINE_DOT = Buffer.from('\r\n.');
const DOT = Buffer.from('.');
const END = Buffer.from('.\r\n');
const CRLF = Buffer.from('\r\n');

/**
 * A message as it stands behind `DATA`: a dot at the start of a line is doubled, and a dot alone ends it (RFC 5321, 4.5.2). In
 * pieces, of which the message itself is not copied.
 * @param raw lines end in CRLF and no CR or LF stands alone, as in whatever is composed here
 */
export function wireOf(raw: Buffer): Buffer[] {
  const parts: Buffer[] = raw[0] === DOT[0] ? [DOT] : [];
  let from = 0;
  for (let at = raw.indexOf(LINE_DOT); at >= 0; at = raw.indexOf(LINE_DOT, from)) {
    parts.push(raw.subarray(from, at + LINE_DOT.length), DOT);
    from = at + LINE_DOT.length;
  }
  parts.push(raw.subarray(from));
  if (raw.at(-1) !== CRLF[1]) parts.push(CRLF);
  parts.push(END);
  return parts;
}
