/** A message ready for the wire, with the envelope it travels in. */
export interface ComposedMail {
  /** Addresses without names. */
  envelope: { from: string; to: string };
  /** The whole MIME message; lines end in CRLF, dots are not stuffed yet. */
  raw: Buffer;
}

/**
 * What became of one attempt to send. Only `accepted` and `rejected` are final.
 * - `accepted`: the server took responsibility; `response` in its words
 * - `rejected`: it refused for good (5xx), and will again; `ofRecipient` when that was the answer to RCPT TO
 * - `deferred`: it refused for now (4xx)
 * - `unreachable`: certainly not sent: no connection, no greeting, no log-in, or lost before the end of the message was
 *   handed to the network. Wrong credentials are here too: the recipient is not to blame for the configuration
 * - `uncertain`: the whole message was handed over and no answer came; the server may have it or not
 */
export type SendOutcome =
  | { outcome: 'accepted'; response: string }
  | { outcome: 'rejected'; response: string; ofRecipient?: true }
  | { outcome: 'deferred'; response: string }
  | { outcome: 'unreachable'; reason: string }
  | { outcome: 'uncertain'; reason: string };

export interface SendOptions {
  /**
   * Milliseconds for the whole attempt, waiting for a free connection included. When they are over the connection is reset,
   * so that nothing of this attempt can arrive later.
   */
  deadlineMs: number;
  /** Given up when it fires before a connection is at hand; a message under way is not interrupted. */
  signal?: AbortSignal;
  /** One of many that no user waits for: it leaves a connection free and lets single mails pass. */
  bulk?: boolean;
}

/** How mail leaves the system. It never throws for what a server or a network does: that is an outcome. */
export interface MailTransport {
  send(mail: ComposedMail, options: SendOptions): Promise<SendOutcome>;
  /** Ends idle connections politely and resets busy ones. Later sends are `unreachable`. */
  close(): Promise<void>;
}
