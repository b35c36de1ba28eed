import { createHash, createHmac } from 'node:crypto';
import { escapeHtml } from '../../../platform/mail/escape-html.ts';
import { cut, isOpening, lineOf, type Notice, runbookUrl, type ToldChange, titleOf } from './notice.ts';

/** Changes shown in one notice. The rest is only counted. */
const MAX_SHOWN = 50;
const NEVER = '0001-01-01T00:00:00Z';

/**
 * Headers of Standard Webhooks. Id, time and body are signed, so that none can be replaced.
 * @param secret `whsec_` and base64
 */
export function signatureHeaders(id: string, secret: string, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

const fingerprint = ({ rule_name, series }: ToldChange) =>
  createHash('sha256').update(`${rule_name} ${series}`).digest('hex').slice(0, 16);

/** The format of Alertmanager, version 4, which many receivers understand. */
export function webhookBody({ changes, publicUrl }: Notice): string {
  const shown = changes.slice(0, MAX_SHOWN);
  const externalURL = `${publicUrl}/api/monitoring/alerts`;
  const alerts = shown.map((change) => {
    const labels = Object.entries(change.labels).map(([name, value]) => [cut(name, 100), cut(value)]);
    const runbook = runbookUrl(change, publicUrl);
    return {
      status: isOpening(change) ? 'firing' : 'resolved',
      labels: { alertname: cut(change.rule_name), severity: change.severity, ...Object.fromEntries(labels) },
      annotations: { summary: lineOf(change), ...(runbook === null ? {} : { runbook }) },
      startsAt: change.fired_at.toISOString(),
      endsAt: isOpening(change) ? NEVER : change.at.toISOString(),
      generatorURL: externalURL,
      fingerprint: fingerprint(change),
    };
  });
  return JSON.stringify({
    version: '4',
    groupKey: '{}:{}',
    truncatedAlerts: changes.length - shown.length,
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    receiver: 'vibe',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL,
    alerts,
  });
}

/** Slack cuts longer messages without a word. */
const SLACK_TOTAL = 10_000;
const SLACK_SECTION = 2_900;
const escapeSlack = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A message for an incoming webhook of Slack. Text is escaped, so that it makes neither links nor mentions. */
export function slackBody(notice: Notice): string {
  const { publicUrl } = notice;
  const blocks: object[] = [];
  let [length, shown] = [0, 0];
  for (const change of notice.changes.slice(0, MAX_SHOWN - 2)) {
    const runbook = runbookUrl(change, publicUrl);
    const text = escapeSlack(lineOf(change)).slice(0, SLACK_SECTION);
    if (length + text.length > SLACK_TOTAL) break;
    // Plain text, so nothing in it is markup. Only the link is ours.
    const link = runbook === null ? {} : { fields: [{ type: 'mrkdwn', text: `<${runbook}|Runbook>` }] };
    blocks.push({ type: 'section', text: { type: 'plain_text', text, emoji: false }, ...link });
    length += text.length + (runbook?.length ?? 0);
    shown += 1;
  }
  const rest = notice.changes.length - shown;
  if (rest > 0) blocks.push({ type: 'section', text: { type: 'plain_text', text: `and ${rest} more`, emoji: false } });
  return JSON.stringify({ text: escapeSlack(titleOf(notice)), blocks });
}

/** Subject, plain text and HTML of a mail. */
export function mailBody(notice: Notice): { subject: string; text: string; html: string } {
  const { publicUrl } = notice;
  const shown = notice.changes.slice(0, MAX_SHOWN);
  const lines = shown.flatMap((change) => {
    const runbook = runbookUrl(change, publicUrl);
    return [`${change.at.toISOString()} ${lineOf(change)}`, ...(runbook === null ? [] : [`See ${runbook}`]), ''];
  });
  if (shown.length < notice.changes.length) lines.push(`and ${notice.changes.length - shown.length} more`, '');
  lines.push(`All alerts: ${publicUrl}/api/monitoring/alerts`);
  return {
    subject: cut(`[Vibe] ${titleOf(notice)}`, 150),
    text: `${lines.join('\n')}\n`,
    html: `<!doctype html><html lang="en"><body>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</body></html>`,
  };
}
