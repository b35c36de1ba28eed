import type { Config } from '../../platform/config.ts';
import type { Em } from '../../platform/db/sql.ts';
import type { TemplateName } from './email.contract.ts';
import type { EmailService } from './email.service.ts';
import type { TemplateData } from './templates/catalog.ts';

interface User {
  id: string;
  email: string;
  displayName: string;
}

/** Longest name that templates show; what accounts allow beyond it is cut. */
const NAME_CHARACTERS = 100;

/** A name on one line, as templates and headers take it. */
function oneLine(name: string): string {
  return name
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, NAME_CHARACTERS);
}

/** Priorities: somebody waits for a reset or a verification; the other two can be read later. */
const PRIORITY = {
  welcome: 'high',
  'email-verification': 'high',
  'password-reset': 'critical',
  'account-exists': 'high',
} as const;

/**
 * The mailer that accounts ask for at composition. Tokens go into the fragment of a link, which browsers send to nobody,
 * so they reach no log and no referrer.
 */
export function accountsMailer(email: Pick<EmailService, 'sendTemplate'>, config: Pick<Config, 'http'>) {
  const linkTo = (path: string, token: string) =>
    `${config.http.publicUrl}/api/auth/${path}#token=${encodeURIComponent(token)}`;
  const verifyUrl = (token: string) => linkTo('verify-email', token);
  const resetUrl = (token: string) => linkTo('password-reset/confirm', token);

  async function send<Name extends keyof typeof PRIORITY & TemplateName>(
    tx: Em,
    template: Name,
    user: User,
    data: Omit<TemplateData<Name>, 'displayName'>,
  ): Promise<void> {
    const displayName = oneLine(user.displayName);
    await email.sendTemplate(tx, {
      template,
      to: { address: user.email, name: displayName, userId: user.id },
      data: { displayName, ...data } as unknown as TemplateData<Name>,
      priority: PRIORITY[template],
      requestedBy: user.id,
    });
  }

  return {
    welcome: (tx: Em, to: User, props: { verifyToken: string }) =>
      send(tx, 'welcome', to, { verifyUrl: verifyUrl(props.verifyToken) }),
    emailVerification: (tx: Em, to: User, props: { token: string }) =>
      send(tx, 'email-verification', to, { verifyUrl: verifyUrl(props.token) }),
    passwordReset: (tx: Em, to: User, props: { token: string }) =>
      send(tx, 'password-reset', to, { resetUrl: resetUrl(props.token), expiresInMinutes: 30 }),
    accountExists: (tx: Em, to: User, props: { resetToken: string }) =>
      send(tx, 'account-exists', to, { resetUrl: resetUrl(props.resetToken) }),
  };
}
