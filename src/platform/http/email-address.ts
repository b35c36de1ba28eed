import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** RFC 5321, 4.5.3.1: a path holds 256 characters, two of which are its brackets. */
const MAX_LENGTH = 254;
const LOCAL_PART_MAX_LENGTH = 64;
/** `atext` of RFC 5322, between single dots. */
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Labels of RFC 1035, two at least; the last one is no number. Names in other scripts are in punycode by now. */
const DOMAIN =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?!\d+$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$/;

/** The address with its domain in punycode, as servers that know ASCII only take it; as it is when there is nothing to do. */
export function withAsciiDomain(address: string): string {
  // Most addresses are plain, and lists hold a hundred thousand.
  if (/^[\x20-\x7e]*$/.test(address)) return address;
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1));
  return domain === '' ? address : `${address.slice(0, at + 1)}${domain}`;
}

/** What is said of a field that {@link isEmailAddress} does not take. */
export const NOT_AN_ADDRESS = 'Must be an e-mail address';

/** Whether a text is the address of a mailbox by RFC 5321, without quoted local parts and literal IP addresses. */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > LOCAL_PART_MAX_LENGTH || text.length > MAX_LENGTH) return false;
  return LOCAL_PART.test(text.slice(0, at)) && DOMAIN.test(text.slice(at + 1));
}

/** What a list holds where addresses belong: bad ones too, which {@link isEmailAddress} tells apart. */
export const maybeEmailAddress = z.string().trim().max(1_000).overwrite(withAsciiDomain).meta({ format: 'email' });

/** An e-mail address in a request. Blanks around it are removed, a domain in another script becomes punycode. */
export const emailAddress = z
  .string()
  .trim()
  .max(MAX_LENGTH)
  .overwrite(withAsciiDomain)
  .check(({ value, issues }) => {
    if (isEmailAddress(value)) return;
    issues.push({ code: 'invalid_format', format: 'email', input: value, message: NOT_AN_ADDRESS });
  })
  .meta({ format: 'email' });
