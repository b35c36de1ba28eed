/** Every channel that can be configured. */
export const CHANNEL_NAMES = ['webhook', 'slack', 'email'] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];
