import type { Em } from '../db/sql.ts';
import type { Principal } from '../http/principal.ts';

/** A family of topics, `<family>:<id>`, as the feature that owns it registers it with the socket server. */
export interface TopicFamily {
  /** The word in front of the colon. */
  family: string;
  /** Whether the caller may be told what happens there. Asked at each subscription. */
  admits(em: Em, principal: Principal, id: string): Promise<boolean>;
}
