/** Forms with files that are none, by what is wrong with them. */

export const BOUNDARY = 'limit';
export const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

const part = (headers: string, content = 'a text') => `--${BOUNDARY}\r\n${headers}\r\n\r\n${content}\r\n`;
const field = (name: string, value = 'x') => part(`Content-Disposition: form-data; name="${name}"`, value);
const file = (name: string) => part(`Content-Disposition: form-data; name="files"; filename="${name}"`);
const end = `--${BOUNDARY}--\r\n`;

export const MALFORMED_FORMS: Readonly<Record<string, string>> = {
  'no part at all': end,
  'no boundary in the body': 'a text without a part',
  'another boundary': `--other\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--other--\r\n`,
  'a part that does not end': file('a.txt').trimEnd(),
  'a boundary that is cut': `${file('a.txt')}--${BOUNDARY.slice(0, 3)}`,
  'headers that do not end': `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"`,
  'a field and no file': field('sha256', '') + end,
  'an unknown field': field('folder') + file('a.txt') + end,
  'a nested name': field('a[b][c]') + file('a.txt') + end,
  'a numeric name': field('0') + file('a.txt') + end,
  'a sparse list': field('a[999999999]') + file('a.txt') + end,
  'a prototype': field('__proto__') + file('a.txt') + end,
  'a name that is too long': field('n'.repeat(500)) + file('a.txt') + end,
  'a value that is too long': field('sha256', 'v'.repeat(10_000)) + file('a.txt') + end,
  'too many fields': field('sha256', '').repeat(50) + file('a.txt') + end,
  'too many files': file('a.txt').repeat(50) + end,
};
