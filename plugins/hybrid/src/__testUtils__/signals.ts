import type { SignalApi } from '@backstage/plugin-signals-react';
import type { HybridSignal } from '@hybrid-platform/backstage-plugin-hybrid-common';

/** A signals service that tests speak through. */
export class FakeSignals {
  readonly #listeners = new Map<string, Set<(message: any) => void>>();

  readonly api: SignalApi = {
    subscribe: (channel, onMessage) => {
      const listeners = this.#listeners.get(channel) ?? new Set();
      listeners.add(onMessage);
      this.#listeners.set(channel, listeners);
      return { unsubscribe: () => listeners.delete(onMessage) };
    },
  };

  publish(channel: string, signal: HybridSignal) {
    this.#listeners.get(channel)?.forEach(listener => listener(signal));
  }

  listeners(channel: string): number {
    return this.#listeners.get(channel)?.size ?? 0;
  }
}
