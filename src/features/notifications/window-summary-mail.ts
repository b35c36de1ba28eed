import type { Em } from '../../platform/db/sql.ts';
import { isVisible } from '../../platform/visible-text.domain.ts';
import type { EmailService, Recipient, TemplateMail } from '../email/email.service.ts';
import { looksLikeLink, shorten } from '../email/templates/format.domain.ts';
import { invitationTexts, SOME_ROOM } from '../email/templates/invitation-text.domain.ts';
import type { TemplateName } from '../email/templates/template-names.contract.ts';
import type { NotificationCategory } from './mail-category.domain.ts';
import { type Happening, oneLine, pathOf, wordingOf } from './notification-line.domain.ts';
import type { NotificationData } from './notifications.contract.ts';

/** What one mail is to tell. */
export interface WindowMail {
  to: Recipient & { userId: string };
  category: NotificationCategory;
  /** The newest of it, newest first, never empty; `total` counts all. */
  news: readonly (Happening & { actorId: string | null; actorName: string })[];
  total: number;
}

type Item = WindowMail['news'][number];

/** Limits of the templates, in characters. */
const LINE = 300;
const MESSAGE = 1_000;
const NAME = 120;

/** Names and texts of strangers go into a mail that we sign, so those that would become links do not. */
const nameOf = ({ actorName }: Item) => (looksLikeLink(actorName) ? 'Someone' : actorName);

function withoutLinks(item: Item): Item {
  if (item.kind !== 'room_invitation' || !looksLikeLink(item.data.roomName)) return item;
  return { ...item, data: { ...item.data, roomName: SOME_ROOM } };
}

function listed(item: Item, publicUrl: string) {
  const { what, quote } = wordingOf(withoutLinks(item), nameOf(item));
  const message = quote === null || !isVisible(quote) || looksLikeLink(quote) ? undefined : shorten(quote, MESSAGE);
  return {
    text: shorten(oneLine(what), LINE),
    ...(message === undefined ? {} : { message }),
    url: publicUrl + pathOf(item, item.actorId),
  };
}

function alertOf(data: NotificationData['price_alert'], publicUrl: string) {
  const { symbol, assetName, condition, threshold, price, currency, at } = data;
  const url = publicUrl + pathOf({ kind: 'price_alert', data }, null);
  return { symbol, companyName: shorten(assetName, NAME), condition, threshold, price, currency, triggeredAt: at, url };
}

function invitationOf(item: Item, data: NotificationData['room_invitation'], publicUrl: string) {
  return {
    ...invitationTexts({ ...data, inviterName: item.actorName }),
    memberCount: data.memberCount,
    url: publicUrl + pathOf({ kind: 'room_invitation', data }, item.actorId),
  };
}

/**
 * Writes the mail of a window in the transaction of `tx`: what is alone and has a template of its own gets that one.
 * @throws ZodError when it does not fit its template, before anything is written
 */
export async function sendWindowMail(tx: Em, email: EmailService, mail: WindowMail, publicUrl: string): Promise<void> {
  const { to, category, news, total } = mail;
  const displayName = to.name;
  const about = [...new Set(news.flatMap(({ actorId }) => actorId ?? []))];
  async function send<Name extends TemplateName>(template: Name, data: TemplateMail<Name>['data']): Promise<void> {
    await email.sendTemplate(tx, { template, data, to, about, category, priority: 'normal', requestedBy: to.userId });
  }

  const [first] = news;
  const alerts = news.flatMap((item) => (item.kind === 'price_alert' ? [alertOf(item.data, publicUrl)] : []));
  const [alert] = alerts;
  const rest = { more: total - news.length, url: `${publicUrl}/notifications` };
  if (alert && total === 1) return await send('price-alert', { displayName, ...alert });
  if (alerts.length === news.length) return await send('price-alerts', { displayName, alerts, ...rest });
  if (first?.kind === 'room_invitation' && total === 1) {
    return await send('room-invitation', { displayName, ...invitationOf(first, first.data, publicUrl) });
  }
  return await send('activity', { displayName, lines: news.map((item) => listed(item, publicUrl)), ...rest });
}
