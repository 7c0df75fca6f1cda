import { useEffect } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  HYBRID_SIGNAL_CHANNEL,
  type HybridSignal,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Calls back when a signal says that something of a platform, beside its shifts, changed. */
export function usePlatformSignals(
  platform: string,
  onSignal: (signal: HybridSignal) => void,
): void {
  const signals = useApiHolder().get(signalApiRef);
  useEffect(() => {
    const subscription = signals?.subscribe<HybridSignal>(
      HYBRID_SIGNAL_CHANNEL,
      signal => {
        if (signal.platform === platform) onSignal(signal);
      },
    );
    return () => subscription?.unsubscribe();
  }, [signals, platform, onSignal]);
}
