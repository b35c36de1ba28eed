import { createReadStream } from 'node:fs';
import { stat, unlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import multer from '@koa/multer';
import Koa from 'koa';

/**
 * The baselines of uploads and of ranges: `upload-baseline.ts <spool> <file>`. `POST` takes a form with `multer.diskStorage` and sends
 * each file with `PutObject`; `GET` is a bare stream of the parts of a file. Prints `ready PORT`.
 */

const [spool = '', served = ''] = process.argv.slice(2);
const { S3_ENDPOINT = '', S3_BUCKET = '', S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '' } = process.env;
const client = new S3Client({
  endpoint: S3_ENDPOINT,
  region: 'us-east-1',
  forcePathStyle: true,
  credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
});
const form = multer({ storage: multer.diskStorage({ destination: spool }) });
const app = new Koa();
let next = 0;
app.use(form.any());
app.use(async (ctx) => {
  const files = (ctx.request as unknown as { files: { path: string }[] }).files;
  for (const { path } of files) {
    next += 1;
    const { size } = await stat(path);
    const Body = createReadStream(path);
    await client.send(new PutObjectCommand({ Bucket: S3_BUCKET, Key: `baseline/${next}`, Body, ContentLength: size }));
    await unlink(path);
  }
  ctx.status = 202;
  ctx.body = { files: files.length };
});
const koa = app.callback();
const server = createServer((req, res) => {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '') ?? [];
  if (req.method !== 'GET') return void koa(req, res);
  const range = { start: Number(start), end: Number(end) };
  res.writeHead(206, { 'content-length': range.end - range.start + 1 });
  createReadStream(served, range).pipe(res);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`));
