import { describeError } from '../../errors';
import { useTexts } from '../../translations/useTexts';
import { Notice } from './Notice';

/** An error: what it is, what a person can do about it, and a way to try again. */
export function ErrorNotice(props: {
  error: Error;
  /** Says what failed, where the error alone does not. */
  title?: string;
  onRetry?: () => void;
  isRetrying?: boolean;
}) {
  const { error, title, onRetry, isRetrying } = props;
  const t = useTexts();
  const { kind, message, remedy } = describeError(error);
  const ownRemedy =
    kind === 'network' ||
    kind === 'backend-missing' ||
    kind === 'not-permitted' ||
    kind === 'unexpected'
      ? t(`remedy.${kind}`)
      : undefined;
  const advice = remedy ?? ownRemedy;

  return (
    <Notice
      role="alert"
      status={kind === 'not-permitted' ? 'info' : 'danger'}
      title={title ?? t(`problem.${kind}`)}
      onRetry={onRetry}
      isRetrying={isRetrying}
    >
      {title && <div>{t(`problem.${kind}`)}</div>}
      <div>{message}</div>
      {advice && <div>{t('dialog.remedy', { remedy: advice })}</div>}
    </Notice>
  );
}
