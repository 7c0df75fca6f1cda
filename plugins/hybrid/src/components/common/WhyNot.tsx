import { Text } from '@backstage/ui';
import type { May } from '../../hooks/useMay';
import { useTexts } from '../../translations/useTexts';
import { Owners } from './Owners';

/** Why a button is disabled for the person who looks, and whom to ask; nothing if it is not. */
export function WhyNot(props: { may: May; denied: string }) {
  const { may, denied } = props;
  const t = useTexts();
  return (
    <Text as="div" variant="body-small" color="secondary" role="status">
      {may === 'checking' && t('action.checking')}
      {may === 'unknown' && t('tab.permissionFailed')}
      {may === 'denied' && (
        <>
          {denied} {t('action.askOwner')} <Owners />
        </>
      )}
    </Text>
  );
}
