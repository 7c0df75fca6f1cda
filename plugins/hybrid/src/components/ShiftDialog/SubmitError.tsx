import { isDefiniteRefusal } from '../../errors';
import { useTexts } from '../../hooks/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { Text } from '@backstage/ui';

/** Why a shift was not started, or that nobody knows. */
export function SubmitError(props: { error: Error }) {
  const t = useTexts();
  const isRefused = isDefiniteRefusal(props.error);
  return (
    <div>
      <ErrorNotice
        error={props.error}
        title={isRefused ? t('dialog.submitFailed') : t('dialog.submitUnknown')}
      />
      {!isRefused && (
        <Text as="p" variant="body-small">
          {t('dialog.submitUnknownText')}
        </Text>
      )}
    </div>
  );
}
