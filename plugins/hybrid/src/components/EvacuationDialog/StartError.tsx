import { Text } from '@backstage/ui';
import { isDefiniteRefusal } from '../../errors';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';

/** Why the evacuation was not started, or that nobody knows. */
export function StartError(props: { error: Error }) {
  const t = useTexts();
  if (isDefiniteRefusal(props.error)) {
    return (
      <ErrorNotice error={props.error} title={t('evacuation.startFailed')} />
    );
  }
  return (
    <div>
      <ErrorNotice error={props.error} title={t('evacuation.startUnknown')} />
      <Text as="p" variant="body-small">
        {t('evacuation.startUnknownText')}
      </Text>
    </div>
  );
}
