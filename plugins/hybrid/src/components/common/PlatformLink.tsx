import { useRouteRef } from '@backstage/core-plugin-api';
import { Link } from 'react-router-dom';
import { useTexts } from '../../translations/useTexts';
import { platformRouteRef } from '../../routes';

/** Where a platform's page is; undefined in an app that left the fleet page out. */
function usePlatformPath(platform: string): string | undefined {
  try {
    // It throws after its last hook, so that the order of hooks stays the same.
    return useRouteRef(platformRouteRef)({ platform });
  } catch {
    return undefined;
  }
}

/** A platform's id, leading to all its services where the app has the fleet page. */
export function PlatformLink(props: { id: string }) {
  const { id } = props;
  const t = useTexts();
  const path = usePlatformPath(id);
  if (!path) return <>{id}</>;
  return (
    <Link to={path} title={t('fleet.cardLink', { platform: id })}>
      {id}
    </Link>
  );
}
