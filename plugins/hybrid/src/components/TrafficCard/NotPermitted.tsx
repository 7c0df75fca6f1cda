import { Flex, Text } from '@backstage/ui';
import { useTexts } from '../../translations/useTexts';
import { ErrorNotice } from '../common/ErrorNotice';
import { Owners } from '../common/Owners';

/** For somebody who may not see the service: whom to ask. */
export function NotPermitted(props: { error: Error }) {
  const t = useTexts();
  return (
    <Flex direction="column" gap="2">
      <ErrorNotice error={props.error} />
      <Text as="p" variant="body-small">
        {t('action.askOwner')} <Owners />
      </Text>
    </Flex>
  );
}
