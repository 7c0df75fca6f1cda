import { useEffect, useRef } from 'react';
import { Text } from '@backstage/ui';
import { isDefiniteRefusal } from '../../errors';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';

/** Why a shift was not started, or that nobody knows. */
export function SubmitError(props: { error: Error }) {
  const t = useTexts();
  const element = useRef<HTMLDivElement>(null);
  // It comes last in a dialog that may have to be scrolled.
  useEffect(() => {
    element.current?.scrollIntoView?.({ block: 'nearest' });
  }, [props.error]);
  const isRefused = isDefiniteRefusal(props.error);
  return (
    <div ref={element}>
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
