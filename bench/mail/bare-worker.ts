import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import nodemailer from 'nodemailer';

/**
 * The baseline's worker: nothing but the SDK and nodemailer's pool. Arguments: Temporal address, task queue, SMTP port and
 * the mail to send as JSON (subject, html, text; rendered once, so that it pays for no rendering). Prints `ready`.
 */
const [address = '', taskQueue = '', smtpPort = '', mail = ''] = process.argv.slice(2);
const message = JSON.parse(mail) as { subject: string; html: string; text: string };
const transport = nodemailer.createTransport({
  host: '127.0.0.1',
  port: Number(smtpPort),
  pool: true,
  maxConnections: 10,
  maxMessages: 1_000,
  ignoreTLS: true,
});

const activities = {
  async sendMail(to: string): Promise<void> {
    await transport.sendMail({ from: 'bench@vibe.localhost', to, ...message });
  },
};
export type BareActivities = typeof activities;

const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection,
  taskQueue,
  workflowsPath: fileURLToPath(new URL('./bare.workflows.ts', import.meta.url)),
  activities,
});
const running = worker.run();
process.stdout.write('ready\n');
await running;
transport.close();
await connection.close();
