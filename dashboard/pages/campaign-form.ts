import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { ask, complain, tell } from '../parts/dialog.ts';
import { type Child, fill, h, typed } from '../parts/dom.ts';
import { field } from '../parts/field.ts';
import { instantOf, number, stamp, zone } from '../parts/format.ts';
import { facts } from '../parts/list.ts';
import { mailFrame } from '../parts/mail-frame.ts';

type NewCampaign = Schemas['NewCampaign'];

const ROLES = ['user', 'moderator', 'admin'] as const;

function read(form: HTMLFormElement): NewCampaign {
  const values = new FormData(form);
  const text = (name: string) => typed(values, name);
  const label = text('label');
  const days = text('activeWithinDays');
  const roles = ROLES.filter((role) => values.getAll('roles').includes(role));
  const sendAt = text('sendAt');
  return {
    name: text('name'),
    content: {
      subject: text('subject'),
      preview: text('preview'),
      title: text('title'),
      body: text('body'),
      action: label === '' ? null : { label, url: text('url') },
    },
    audience: {
      kind: 'segment',
      segment: { ...(roles.length > 0 ? { roles } : {}), ...(days === '' ? {} : { activeWithinDays: Number(days) }) },
    },
    ...(sendAt === '' ? {} : { sendAt: instantOf(sendAt) }),
  };
}

/** Writes a campaign: its preview in three forms and its audience now, then a question, then it is sent. */
export function campaignForm(): Child {
  const preview = h('section', { 'aria-label': 'Preview', 'aria-live': 'polite' });
  const form = h(
    'form',
    { class: 'write' },
    field('Internal name', 'name', { required: true, maxlength: 120 }),
    field('Subject', 'subject', { required: true }),
    field('Preview text, shown beside the subject', 'preview', { required: true }),
    field('Title', 'title', { required: true }),
    h(
      'label',
      {},
      'Text; an empty line begins a new paragraph',
      h('textarea', { name: 'body', rows: 10, required: true }),
    ),
    field('Label of the button, or empty', 'label'),
    field('Address of the button', 'url', { type: 'url' }),
    h(
      'fieldset',
      {},
      h('legend', {}, 'Audience: verified accounts that take announcements'),
      ROLES.map((role) => h('label', {}, h('input', { type: 'checkbox', name: 'roles', value: role }), `Role ${role}`)),
      h('p', { class: 'note' }, 'All roles if none is chosen.'),
      field('Active within days, or empty for all', 'activeWithinDays', { type: 'number', min: 1 }),
    ),
    field(`Start (${zone()}), or empty for now`, 'sendAt', { type: 'datetime-local' }),
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'submit', value: 'preview' }, 'Preview'),
      h('button', { type: 'submit', value: 'send', class: 'danger' }, 'Send'),
    ),
  );

  const ask4Preview = (body: NewCampaign) => take(api.POST('/api/email/campaigns/preview', { body }));

  async function showPreview(): Promise<void> {
    const { matched, recipients, leftOut, mail } = await ask4Preview(read(form));
    fill(
      preview,
      h('h2', {}, 'Preview'),
      facts([
        ['Recipients now', `${number(recipients)} of ${number(matched)} accounts that match`],
        [
          'Left out',
          `${number(leftOut.suppressed)} suppressed, ${number(leftOut.optedOut)} opted out, ${number(leftOut.unproven)} not verified, ${number(leftOut.disabled)} disabled`,
        ],
        ['Subject', mail.subject],
      ]),
      h('h3', {}, 'Wide'),
      mailFrame(mail.html, 'The mail on a wide screen'),
      h('h3', {}, 'On a phone'),
      mailFrame(mail.html, 'The mail on a phone', 'phone'),
      h('h3', {}, 'Plain text'),
      h('pre', { tabindex: 0 }, mail.text),
    );
  }

  async function send(): Promise<void> {
    const body = read(form);
    const { recipients } = await ask4Preview(body);
    const when = body.sendAt === undefined ? 'now' : `at ${stamp(body.sendAt)}`;
    if (!(await ask(`Send “${body.content.subject}” to ${number(recipients)} people ${when}?`, 'Send'))) return;
    const headers = { 'Idempotency-Key': crypto.randomUUID() };
    const { id } = await take(api.POST('/api/email/campaigns', { body, headers }));
    tell('The campaign has been accepted.');
    location.hash = `#/email/${id}`;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const isSend = event.submitter instanceof HTMLButtonElement && event.submitter.value === 'send';
    void (isSend ? send() : showPreview()).catch(complain);
  });
  return [h('p', {}, h('a', { href: '#/email' }, 'All campaigns')), form, preview];
}
