/** What the rest of the system agrees on about analytics. Pure: types and constants only. */

/** Who recorded an event: a feature in its own transaction, a signed-in person's program, or a server with an API key. */
export const EVENT_SOURCES = ['system', 'client', 'server'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];
