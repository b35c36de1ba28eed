/** What the pool of media processes and its callers agree on. Pure: types and constants only. */

/** Largest side of each variant in pixels. A variant is never larger than its image. */
export const IMAGE_BOXES = { thumb: 320, large: 1_280 } as const;
export type ImageVariant = keyof typeof IMAGE_BOXES;

export const MAX_PIXELS = 50_000_000;
export const MAX_FRAMES = 1_000;

/** Paths only: a media process has no credentials and opens no connection. */
export type MediaTask =
  | { kind: 'image'; path: string; size: number; contentType: string; folder: string }
  | { kind: 'pdf' | 'docx' | 'xlsx' | 'text' | 'csv' | 'json'; path: string };

export interface MadeVariant {
  variant: ImageVariant;
  path: string;
  size: number;
  /** In hex. */
  sha256: string;
  width: number;
  height: number;
}

/** `meta` is shown to users. */
export interface MediaReport {
  meta: Record<string, unknown>;
  variants: MadeVariant[];
}

/** What is wrong with a file, in words for users. `code` is stable. */
export interface MediaFault {
  code: string;
  message: string;
}

export type MediaResult = { report: MediaReport } | { fault: MediaFault };

/** Thrown in a media process when the file is at fault. */
export class BadMedia extends Error {
  override readonly name = 'BadMedia';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
