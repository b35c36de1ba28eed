import { Button } from '@react-email/button';
import { Link } from '@react-email/link';
import { Text } from '@react-email/text';
import { createElement as h, type ReactElement } from 'react';
import { style } from './style.domain.ts';

/** The one thing the mail asks for. */
export function action(label: string, href: string): ReactElement {
  return h(Text, { style: { margin: '24px 0' } }, h(Button, { href, style: style.button }, label));
}

/** The link once more as text, for clients that show no button. */
export function fallbackLink(href: string): ReactElement {
  return h(
    Text,
    { style: { ...style.small, margin: '0 0 16px' } },
    'If the button does not work, open this link: ',
    h(Link, { href, style: style.link }, href),
  );
}
