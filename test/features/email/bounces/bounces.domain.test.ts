import { isHardBounce } from '../../../../src/features/email/bounces/bounces.domain.ts';

test.each([
  ['550 5.1.1 no such user', false],
  ['550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 https://support.google.com', true],
  ['553 5.1.2 no such domain', true],
  ['501 5.1.3 bad address syntax', true],
  ['551 5.1.6 moved', true],
  ['556 5.1.10 null MX', true],
  ['550 5.1.1', false],
  ['550 no such user here', true],
  ['550-no such user here', true],
  ['550', true],
])('%s means that there is no such mailbox', (response, ofRecipient) => {
  expect(isHardBounce({ response, ofRecipient })).toBe(true);
});

test.each([
  ['550 5.7.1 refused by policy', true],
  ['550 5.2.1 disabled', true],
  ['552 5.2.2 mailbox full', true],
  ['550 5.4.1 recipient address rejected: access denied', true],
  ['550 5.1.8 bad sender', true],
  ['550 5.1.11 not ours to say', true],
  ['550 5.1.100 not ours to say', true],
  ['550 we do not want this message', false],
  ['554 no thanks', true],
  ['5501 not a reply', true],
  ['450 4.1.1 not now', true],
  ['451 5.1.1 contradicts itself', true],
  ['No recipients defined', false],
  ['', true],
])('%s says nothing about the mailbox', (response, ofRecipient) => {
  expect(isHardBounce({ response, ofRecipient })).toBe(false);
});
