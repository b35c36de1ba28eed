import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BOUNDARY, MULTIPART } from '../../../platform/http/malformed-forms.ts';
import { createFilesFixture, type FilesFixture } from '../../../support/files.ts';

let files: FilesFixture;
let content = 0;
beforeAll(async () => {
  files = await createFilesFixture();
});
afterAll(() => files.close());

/** Uploads a text under what a header says, byte by byte, as no browser would. */
async function uploadAs(disposition: string): Promise<{ status: number; json: ReturnType<typeof JSON.parse> }> {
  content += 1;
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; ${disposition}\r\n\r\n`;
  const answer = await fetch(`${files.url}/api/files/upload`, {
    method: 'POST',
    headers: { authorization: `Bearer ${files.ann.token}`, 'content-type': MULTIPART },
    body: Buffer.from(`${head}a text, number ${content}\r\n--${BOUNDARY}--\r\n`),
  });
  return { status: answer.status, json: await answer.json() };
}

const LONG = 'é'.repeat(200);

test.each([
  ['a path upwards', 'filename="../../etc/passwd.txt"', 'passwd.txt'],
  ['an absolute path', 'filename="/etc/cron.d/job.txt"', 'job.txt'],
  ['a path of Windows', 'filename="C:\\\\Windows\\\\boot.txt"', 'boot.txt'],
  ['quotes', 'filename="say \\"hi\\".txt"', 'say "hi".txt'],
  ['CR and LF in disguise', "filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b.txt", 'aSet-Cookie: b.txt'],
  ['NUL in disguise', "filename*=UTF-8''a%00.exe.txt", 'a.exe.txt'],
  ['a mark that turns the direction', 'filename="photo\u202Egpj.txt"', 'photogpj.txt'],
  ['invisible characters', 'filename="a\u200B\uFEFFb\u2066.txt"', 'ab.txt'],
  ['letters taken apart', `filename="${'Ünïcode'.normalize('NFD')}.txt"`, 'Ünïcode.txt'],
  ['spaces of all kinds', 'filename="  a \u00A0\u3000 b.txt "', 'a b.txt'],
  ['400 bytes', `filename="${LONG}.txt"`, `${'é'.repeat(125)}.txt`],
  ['a formula', 'filename="=1+cmd|calc!A0.txt"', '=1+cmd|calc!A0.txt'],
  ['markup', 'filename="<img src=x onerror=alert(1)>.txt"', '<img src=x onerror=alert(1)>.txt'],
])('a name with %s is stored as it can be shown', async (_what, disposition, name) => {
  const { status, json } = await uploadAs(disposition);
  expect([status, json.results?.[0].name]).toEqual([202, name]);
  const { id } = json.results[0].file;
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  const answer = await files.get(`/api/files/${id}/download`);
  expect([answer.status, await answer.text()]).toEqual([200, `a text, number ${content}`]);
  expect(answer.headers.get('set-cookie')).toBeNull();
  const disposed = answer.headers.get('content-disposition') ?? '';
  expect(disposed).toMatch(/^attachment; filename="?[\x20-\x7e]+"?/);
});

test('a name of nothing but removed marks has no ending, so a text under it is of no known type', async () => {
  const { status, json } = await uploadAs('filename="\u202E\u200F"');
  expect([status, json.results?.[0]]).toEqual([
    422,
    { name: 'file', outcome: 'refused', file: null, code: 'unsupported_type', message: expect.any(String) },
  ]);
});

test.each(['filename=""', 'filename=".."', 'filename="a/"'])(
  '%s is no file, as in a form whose field was left empty',
  async (disposition) => {
    const { status, json } = await uploadAs(disposition);
    expect([status, json.errors?.[0]]).toEqual([
      400,
      expect.objectContaining({ field: 'body.files', code: 'missing' }),
    ]);
    expect(await files.spooled()).toEqual([]);
  },
);

test('a line break within the header of a part refuses the form, and stores nothing', async () => {
  const before = await files.keys();
  const { status } = await uploadAs('filename="a\r\nContent-Type: text/html\r\n\r\n.txt"');
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(await files.keys()).toEqual(before);
  expect(await files.spooled()).toEqual([]);
});
