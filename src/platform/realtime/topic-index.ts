import { splitTopic } from './topic.ts';

/** Which subscribers a topic has. One lookup for an event, whatever the number of topics and sockets. */
export class TopicIndex<Subscriber> {
  /** Family → id → subscribers. */
  readonly #families = new Map<string, Map<string, Set<Subscriber>>>();

  add(topic: string, subscriber: Subscriber): void {
    const { family, id } = splitTopic(topic);
    const topics = this.#families.get(family) ?? new Map<string, Set<Subscriber>>();
    this.#families.set(family, topics);
    const subscribers = topics.get(id) ?? new Set();
    topics.set(id, subscribers);
    subscribers.add(subscriber);
  }

  remove(topic: string, subscriber: Subscriber): void {
    const { family, id } = splitTopic(topic);
    const topics = this.#families.get(family);
    const subscribers = topics?.get(id);
    subscribers?.delete(subscriber);
    if (subscribers?.size === 0) topics?.delete(id);
  }

  subscribers(topic: string): ReadonlySet<Subscriber> {
    const { family, id } = splitTopic(topic);
    return this.#families.get(family)?.get(id) ?? new Set();
  }

  /** The ids under which a family has subscribers. */
  ids(family: string): string[] {
    return [...(this.#families.get(family)?.keys() ?? [])];
  }

  /** Number of topics that have subscribers. */
  get size(): number {
    let size = 0;
    for (const topics of this.#families.values()) size += topics.size;
    return size;
  }
}
