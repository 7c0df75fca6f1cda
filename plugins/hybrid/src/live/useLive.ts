import { useEffect, useReducer } from 'react';
import type { LiveResource, LiveState } from './LiveResource';

/**
 * Keeps a resource live while the component is mounted and its page is seen.
 * The resource has to be memoised; a new one starts over.
 */
export function useLive<T>(
  resource: LiveResource<T> | undefined,
): LiveState<T> & { refetch: () => void } {
  const [, rerender] = useReducer((count: number) => count + 1, 0);

  useEffect(() => {
    if (!resource) return undefined;
    const followVisibility = () =>
      document.hidden ? resource.pause() : resource.resume();
    const unsubscribe = resource.subscribe(rerender);
    document.addEventListener('visibilitychange', followVisibility);
    resource.start();
    followVisibility();
    return () => {
      document.removeEventListener('visibilitychange', followVisibility);
      unsubscribe();
      resource.stop();
    };
  }, [resource]);

  return resource
    ? { ...resource.state, refetch: resource.refetch }
    : { isFetching: false, refetch: () => {} };
}
