/** What the rest of the system needs to know of analytics. Pure: types and constants only. */

/** Who recorded an event: a feature in its own transaction, the program of a signed-in user, or a server with an API key. */
export const EVENT_SOURCES = ['system', 'client', 'server'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];
