import { Flex, Text } from '@backstage/ui';
import {
  HYBRID_SERVICE_ANNOTATION,
  HYBRID_TAGS,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { useTexts } from '../../translations/useTexts';
import { CopyableCode } from '../common/CopyableCode';

const SNIPPET = `metadata:
  annotations:
    ${HYBRID_SERVICE_ANNOTATION}: <platform>/<service>`;

/** For an entity that says nothing about a platform: how to say it. */
export function MissingAnnotation(props: { entityRef: string }) {
  const t = useTexts();
  return (
    <Flex direction="column" gap="3">
      <Text as="h4" variant="body-medium" weight="bold">
        {t('empty.title')}
      </Text>
      <Text as="p" variant="body-medium">
        {t('empty.text')}
      </Text>
      <CopyableCode code={SNIPPET} label={t('empty.snippetLabel')} />
      <Text as="p" variant="body-small" color="secondary">
        {t('empty.tag', {
          tag: HYBRID_TAGS.entity,
          entityRef: props.entityRef,
        })}
      </Text>
    </Flex>
  );
}

/** For an annotation that does not name a platform and a service. */
export function MalformedAnnotation(props: { value: string }) {
  const t = useTexts();
  return (
    <Flex direction="column" gap="3">
      <Text as="h4" variant="body-medium" weight="bold">
        {t('malformed.title', { annotation: HYBRID_SERVICE_ANNOTATION })}
      </Text>
      <Text as="p" variant="body-medium">
        {t('malformed.text', { value: props.value })}
      </Text>
      <CopyableCode code={SNIPPET} label={t('empty.snippetLabel')} />
    </Flex>
  );
}
