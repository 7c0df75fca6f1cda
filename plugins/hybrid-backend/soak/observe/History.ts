/** What something was, and since when, in milliseconds since the epoch. */
interface Entry<T> {
  at: number;
  value: T;
}

/** How something was at each time, by what is told of it. */
export class History<T> {
  readonly #entries: Entry<T>[] = [];

  constructor(private readonly same: (a: T, b: T) => boolean = Object.is) {}

  /** It is so from now on; telling the same again changes nothing. */
  tell(at: number, value: T): void {
    const last = this.#entries[this.#entries.length - 1];
    if (last && this.same(last.value, value)) return;
    this.#entries.push({ at, value });
  }

  /** What it is now. */
  get latest(): T | undefined {
    return this.#entries[this.#entries.length - 1]?.value;
  }

  /** All that it was at any moment between two times, both included; the oldest first. */
  during(from: number, until: number): T[] {
    return this.#entries
      .filter(
        ({ at }, index) =>
          at <= until && (this.#entries[index + 1]?.at ?? Infinity) >= from,
      )
      .map(({ value }) => value);
  }
}

/** A history of each of many things, by name. */
export class Histories<T> {
  readonly #all = new Map<string, History<T>>();

  constructor(private readonly same: (a: T, b: T) => boolean) {}

  of(name: string): History<T> {
    const known = this.#all.get(name);
    if (known) return known;
    const made = new History(this.same);
    this.#all.set(name, made);
    return made;
  }
}
