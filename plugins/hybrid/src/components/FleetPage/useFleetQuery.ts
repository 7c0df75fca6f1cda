import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readQuery, writeQuery, type FleetQuery } from './query';

// Browsers refuse more than some hundred changes of the address in half a minute.
const WRITE_DELAY_MS = 250;

/**
 * The filter and order of the table. It follows each key at once; the address, and with it
 * what a reload or a link shows, comes a moment later.
 */
export function useFleetQuery(): [
  FleetQuery,
  (change: Partial<FleetQuery>) => void,
] {
  const [params, setParams] = useSearchParams();
  const address = params.toString();
  const fromAddress = useMemo(
    () => readQuery(new URLSearchParams(address)),
    [address],
  );
  const [pending, setPending] = useState<FleetQuery>();
  const write = useRef(setParams);
  write.current = setParams;

  useEffect(() => {
    if (!pending) return undefined;
    const timer = setTimeout(() => {
      write.current(current => writeQuery(current, pending), { replace: true });
      setPending(undefined);
    }, WRITE_DELAY_MS);
    return () => clearTimeout(timer);
  }, [pending]);

  const query = pending ?? fromAddress;
  const change = useCallback(
    (part: Partial<FleetQuery>) =>
      setPending(current => ({ ...(current ?? fromAddress), ...part })),
    [fromAddress],
  );
  return [query, change];
}
