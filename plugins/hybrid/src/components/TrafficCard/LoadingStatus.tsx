import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { useTexts } from '../../translations/useTexts';

/** The shape of the card while the first answer is awaited. */
export function LoadingStatus() {
  const t = useTexts();
  return (
    <Flex direction="column" gap="3" aria-busy>
      <span role="status">
        <VisuallyHidden>{t('card.loading')}</VisuallyHidden>
      </span>
      <Skeleton height={16} width="60%" />
      <Skeleton height={20} width="100%" />
      <Skeleton height={20} width="100%" />
      <Skeleton height={96} width="100%" />
      <Skeleton height={16} width="80%" />
    </Flex>
  );
}
