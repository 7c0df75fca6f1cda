type Tags = ReadonlyMap<string, string>;

/** How the index over the tags differs from the tags. */
export interface TagIndexLies {
  /** How long a change of a resource's tags, its creation and its deletion take to show. */
  lagMs: number;
  /** Whether what is deleted from now on stays listed, with the tags that it had last. */
  keepsDeleted: boolean;
  /** What is listed although there is no such resource any more. */
  deleted: ReadonlyMap<string, Tags>;
  /** What it has missed of a resource: all of it, some tags by their keys, or nothing. */
  misses(arn: string, tags: Tags): 'resource' | readonly string[];
}

/** An index that tells the truth. */
export const TRUE_INDEX: TagIndexLies = {
  lagMs: 0,
  keepsDeleted: false,
  deleted: new Map(),
  misses: () => [],
};

/**
 * What the Resource Groups Tagging API lists. AWS keeps it apart from the resources, and it
 * is late and wrong at times; whoever asks a service itself is told the truth.
 */
export interface TagIndex {
  /** The resources that are listed now, with the tags that are listed for them. */
  entries(): Iterable<[arn: string, tags: Tags]>;
  /** From now on it lies like this. What it was late with before shows at the latest then. */
  lie(lies: TagIndexLies): void;
  /** To be called before each change of a resource's tags. */
  changing(arn: string): void;
}

interface Change {
  arn: string;
  at: number;
  showsAt: number;
  /** The tags before it; none when the resource was not there. */
  before?: Tags;
}

/** The index over a store of tags. */
export function createTagIndex(
  store: ReadonlyMap<string, Tags>,
  clock: { now(): number },
): TagIndex {
  let lies = TRUE_INDEX;
  /** Those that do not show yet, the oldest first. */
  let late: Change[] = [];
  /** What was deleted while deleted resources stay listed. */
  const kept = new Map<string, Tags>();

  const listed = (): Map<string, Tags> => {
    const now = clock.now();
    late = late.filter(({ showsAt }) => showsAt > now);
    const all = new Map([...lies.deleted, ...kept, ...store]);
    // Undone from the newest to the oldest, what is left is how it was before all of them.
    for (const { arn, before } of [...late].reverse()) {
      if (before) all.set(arn, before);
      else all.delete(arn);
    }
    return all;
  };

  return {
    *entries() {
      if (lies === TRUE_INDEX) {
        yield* store;
        return;
      }
      for (const [arn, tags] of listed()) {
        const missed = lies.misses(arn, tags);
        if (missed === 'resource') continue;
        yield [
          arn,
          missed.length === 0
            ? tags
            : new Map([...tags].filter(([key]) => !missed.includes(key))),
        ];
      }
    },
    lie(next) {
      lies = next;
      late = late.map(change => ({
        ...change,
        showsAt: Math.min(change.showsAt, change.at + next.lagMs),
      }));
      if (!next.keepsDeleted) kept.clear();
    },
    changing(arn) {
      const tags = store.get(arn);
      const before = tags && new Map(tags);
      if (lies.lagMs > 0) {
        const at = clock.now();
        late.push({ arn, at, showsAt: at + lies.lagMs, before });
      }
      // It is in the store as long as it exists, which comes before what is kept.
      if (lies.keepsDeleted && before) kept.set(arn, before);
    },
  };
}
