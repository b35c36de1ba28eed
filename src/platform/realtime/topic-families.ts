import { splitTopic, type TopicFamily } from './topic.ts';

/** The registered families, and how the names that clients use and those that publishers use belong together. */
export class TopicFamilies {
  readonly #families: ReadonlyMap<string, TopicFamily>;

  constructor(families: readonly TopicFamily[]) {
    this.#families = new Map(families.map((family) => [family.family, family]));
    if (this.#families.size !== families.length) throw new Error('Two families of topics have one name');
  }

  all(): Iterable<TopicFamily> {
    return this.#families.values();
  }

  /** What clients may subscribe to, for people to read: `job:<id>`, `notifications`. */
  names(): string[] {
    return [...this.#families.values()].map(({ family, naming }) => (naming === undefined ? `${family}:<id>` : family));
  }

  /** The family and id that a client's name means, in whatever case, or null when it means nothing. */
  find(given: string, userId: string): { family: TopicFamily; id: string; topic: string } | null {
    // Publishers write ids as Postgres does; in another case the topic would be admitted and stay silent.
    const name = given.toLowerCase();
    const { family: word, id } = splitTopic(name);
    const family = this.#families.get(word);
    if (!family) return null;
    if (family.naming === undefined) return id === '' ? null : { family, id, topic: name };
    if (name !== word) return null;
    return family.naming === 'single'
      ? { family, id: '', topic: word }
      : { family, id: userId, topic: `${word}:${userId}` };
  }

  /** The name that subscribers of a publisher's topic use. */
  shown(topic: string): string {
    const { family } = splitTopic(topic);
    return this.#families.get(family)?.naming === 'own' ? family : topic;
  }
}
