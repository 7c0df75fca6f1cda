import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { type ReactNode, useId } from 'react';

/** One titled part of the page. */
export function SectionCard(props: {
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <Card role="region" aria-labelledby={titleId}>
      <CardHeader>
        <Text as="h2" variant="title-x-small" weight="bold" id={titleId}>
          {props.title}
        </Text>
        {props.hint && (
          <Text as="p" color="secondary">
            {props.hint}
          </Text>
        )}
      </CardHeader>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}
