/** Lets one call per key run at a time; whoever asks meanwhile gets the same answer. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Promise<T>>();

  run(key: string, call: () => Promise<T>): Promise<T> {
    const underway = this.#flights.get(key);
    if (underway) return underway;
    const flight = call().finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }
}
