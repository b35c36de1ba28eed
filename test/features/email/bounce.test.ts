import { expect, test } from '@jest/globals';
import { isHardBounce } from '../../../src/features/email/bounce.domain.ts';

test.each([
  ['550 5.1.1 no such user', true],
  ['550-5.1.1 The email account does not exist', true],
  ['553 5.1.3 malformed', true],
  ['556 5.1.10 null MX', true],
  ['550 no such user here', true],
  ['550 5.7.1 policy', false],
  ['550 5.1.8 sender refused', false],
  ['552 5.2.2 mailbox full', false],
  ['554 no', false],
  ['450 4.1.1 unknown for now', false],
  ['', false],
])('%s: %p', (response, hard) => {
  expect(isHardBounce(response)).toBe(hard);
});
