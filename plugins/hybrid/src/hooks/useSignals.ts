import { useEffect, useRef } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  HYBRID_SIGNAL_CHANNEL,
  type HybridSignal,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/**
 * Calls back for each signal that something changed, where signals are installed. Unlike
 * useSignal, which keeps only the last: one of another service right after ours would hide
 * ours.
 */
export function useSignals(onSignal: (signal: HybridSignal) => void): void {
  const signals = useApiHolder().get(signalApiRef);
  const latest = useRef(onSignal);
  latest.current = onSignal;
  useEffect(() => {
    const subscription = signals?.subscribe<HybridSignal>(
      HYBRID_SIGNAL_CHANNEL,
      signal => latest.current(signal),
    );
    return () => subscription?.unsubscribe();
  }, [signals]);
}
