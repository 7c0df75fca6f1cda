import { createTagIndex, type TagIndex } from './tagIndex';

/** Tags by resource ARN. A resource that exists has an entry, even an empty one. */
export type TagStore = Map<string, Map<string, string>>;

/** Calls back before a resource's tags become others, so that an index can be late. */
type Changing = (arn: string) => void;

class ResourceTags extends Map<string, string> {
  readonly #arn: string;
  readonly #changing: Changing;

  constructor(tags: Map<string, string>, arn: string, changing: Changing) {
    super();
    for (const [key, value] of tags) super.set(key, value);
    this.#arn = arn;
    this.#changing = changing;
  }

  override set(key: string, value: string): this {
    if (this.get(key) === value) return this;
    this.#changing(this.#arn);
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    if (this.has(key)) this.#changing(this.#arn);
    return super.delete(key);
  }

  override clear(): void {
    this.#changing(this.#arn);
    super.clear();
  }
}

class Store extends Map<string, Map<string, string>> {
  /** Nobody is told before there is an index. */
  changing: Changing = () => {};

  override set(arn: string, tags: Map<string, string>): this {
    if (this.get(arn) === tags) return this;
    this.changing(arn);
    return super.set(arn, new ResourceTags(tags, arn, this.changing));
  }

  override delete(arn: string): boolean {
    if (this.has(arn)) this.changing(arn);
    return super.delete(arn);
  }

  override clear(): void {
    for (const arn of this.keys()) this.changing(arn);
    super.clear();
  }
}

/** The tags themselves, and the index over them that the Resource Groups Tagging API asks. */
export function createTagStore(clock: { now(): number }): {
  tags: TagStore;
  tagIndex: TagIndex;
} {
  const tags = new Store();
  const tagIndex = createTagIndex(tags, clock);
  tags.changing = tagIndex.changing;
  return { tags, tagIndex };
}
