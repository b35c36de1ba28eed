import { encode, wrap } from 'nodemailer/lib/base64';

/** A part of a message with its own header, as it stands between two boundaries. May be shared by many messages. */
export interface EncodedPart {
  /** Without angle brackets; HTML shows it as `cid:…`. */
  cid: string;
  bytes: Buffer;
}

const CID = /^([A-Za-z0-9_-]{1,60})@[A-Za-z0-9.-]{1,100}$/;

/** An image for the HTML of a mail. @param cid `name@domain`; the name is that of the file too */
export function inlineImage(cid: string, png: Buffer): EncodedPart {
  const name = CID.exec(cid)?.[1];
  if (name === undefined) throw new RangeError(`not a Content-ID: ${cid}`);
  const head = [
    `Content-Type: image/png; name=${name}.png`,
    `Content-ID: <${cid}>`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: inline; filename=${name}.png`,
  ];
  return { cid, bytes: Buffer.from(`${head.join('\r\n')}\r\n\r\n${wrap(encode(png))}`, 'latin1') };
}
