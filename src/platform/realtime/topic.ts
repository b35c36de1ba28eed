import type { Em } from '../db/sql.ts';
import type { Principal } from '../http/principal.ts';
import type { RealtimeEvent } from './publish.ts';

/** A family of topics, `<family>:<id>`, as the feature that owns it registers it with the socket server. */
export interface TopicFamily {
  /** The word in front of the colon. */
  family: string;
  /** Whether the caller may be told what happens there. Asked at each subscription. */
  admits(em: Em, principal: Principal, id: string): Promise<boolean>;
  /**
   * What clients call its topics: `<family>:<id>` unless told. `single`: there is one, `<family>`, whose id is empty. `own`:
   * everybody has one, `<family>:<own id>`, and calls it `<family>`.
   */
  naming?: 'single' | 'own';
  /**
   * For topics that no one publishes to: what has changed among those of these ids since the last call. Called at most twice
   * a second with the ids that someone is subscribed to here, also when there are none any more.
   */
  look?(em: Em, ids: readonly string[]): Promise<readonly RealtimeEvent[]>;
}

/** `room:1` → room and 1; `metrics` → metrics and an empty id. */
export function splitTopic(topic: string): { family: string; id: string } {
  const colon = topic.indexOf(':');
  return colon === -1 ? { family: topic, id: '' } : { family: topic.slice(0, colon), id: topic.slice(colon + 1) };
}
