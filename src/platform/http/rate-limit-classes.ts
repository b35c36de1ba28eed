/** How many requests one principal may make in a class of routes. */
export interface RateLimit {
  /** Requests in a window, before `config.http.rateLimitFactor`. */
  limit: number;
  windowSeconds: number;
}

/**
 * All rate limits. Windows are fixed and begin at multiples of their length since the epoch, by the database's clock.
 * A route names its class; a principal has one budget for each class over all instances.
 */
export const RATE_LIMIT_CLASSES = {
  /** Reading your own things: ten a second is a busy page. */
  read: { limit: 600, windowSeconds: 60 },
  /** Changing things. */
  write: { limit: 120, windowSeconds: 60 },
  /** Guessing passwords, tokens and codes; anonymous, so by address, which an office may share. */
  auth: { limit: 30, windowSeconds: 60 },
  /** Refreshing a session: every 15 minutes for each, and each has its own limit; a whole company may share an address. */
  refresh: { limit: 1_200, windowSeconds: 60 },
  /** What makes the server mail an address that an anonymous caller names. */
  recovery: { limit: 10, windowSeconds: 600 },
  /** What makes the server mail a stranger, at an address or by a preference they have not changed. */
  invite: { limit: 30, windowSeconds: 3_600 },
  /** Transactional mail from servers: 50 a second, the worker's order of magnitude. */
  mail: { limit: 3_000, windowSeconds: 60 },
  /** Event ingestion: batches of up to 500. */
  ingest: { limit: 1_200, windowSeconds: 60 },
  /**
   * Links and images of mails. The proxies of a few mail providers fetch for millions of people from a few addresses, and one
   * that is refused is an open or an opt-out lost: a thousand a second, each one statement.
   */
  mail_links: { limit: 60_000, windowSeconds: 60 },
  /** Requests of up to ten files. Bytes are bounded by the quota. */
  upload: { limit: 120, windowSeconds: 60 },
  /** A gallery is hundreds of images at once, and a film is read in many ranges. */
  download: { limit: 3_000, windowSeconds: 60 },
  /** Reports and exports, each worth seconds of a worker. */
  heavy: { limit: 20, windowSeconds: 60 },
} as const satisfies Record<string, RateLimit>;

export type RateLimitClass = keyof typeof RATE_LIMIT_CLASSES;
