import { useApi } from '@backstage/frontend-plugin-api';
import type { SandboxStatus } from '@hybrid-platform/sandbox';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type SandboxApi, sandboxApiRef } from './SandboxClient';

const POLL_MS = 1000;

/** Makes one change in the sandbox and shows what it led to. */
export type Change = (
  action: (api: SandboxApi) => Promise<SandboxStatus>,
) => Promise<void>;

export interface SandboxState {
  status?: SandboxStatus;
  /** Why the status cannot be read at the moment. */
  error?: Error;
  /** Why the last change was refused. */
  changeError?: Error;
  change: Change;
}

/** The sandbox's status, read every second. */
export function useSandbox(): SandboxState {
  const api = useApi(sandboxApiRef);
  const [status, setStatus] = useState<SandboxStatus>();
  const [error, setError] = useState<Error>();
  const [changeError, setChangeError] = useState<Error>();
  // A poll that was under way during a change tells how things were before it.
  const changes = useRef(0);

  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const poll = async () => {
      const changesBefore = changes.current;
      try {
        const answer = await api.getStatus();
        if (stopped) return;
        if (changes.current === changesBefore) setStatus(answer);
        setError(undefined);
      } catch (e) {
        if (stopped) return;
        setError(e as Error);
      }
      timer = setTimeout(poll, POLL_MS);
    };
    poll();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [api]);

  const change = useCallback<Change>(
    async action => {
      changes.current += 1;
      try {
        const answer = await action(api);
        changes.current += 1;
        setStatus(answer);
        setChangeError(undefined);
      } catch (e) {
        setChangeError(e as Error);
      }
    },
    [api],
  );

  return { status, error, changeError, change };
}
