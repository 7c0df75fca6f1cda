import type { AwsFaults } from '@hybrid-platform/sandbox';
import {
  Button,
  Flex,
  Grid,
  NumberField,
  Switch,
  Text,
  TextField,
} from '@backstage/ui';
import { type FormEvent, useEffect, useState } from 'react';
import type { CardProps } from './cardProps';
import { hasAwsFaults } from './figures';
import { SectionCard } from './SectionCard';

const NO_FAULTS: AwsFaults = {
  throttleRate: 0,
  errorRate: 0,
  latencyMs: 0,
  dropRate: 0,
  hangRate: 0,
  dropAfterApply: false,
  operations: [],
};

const RATES = [
  ['throttleRate', 'Throttled calls'],
  ['errorRate', 'Calls that fail'],
  ['dropRate', 'Dropped connections'],
  ['hangRate', 'Calls never answered'],
] as const;

export function AwsFaultsCard({ status, change }: CardProps) {
  const [faults, setFaults] = useState(status.aws);
  const [operations, setOperations] = useState(
    status.aws.operations.join(', '),
  );
  const set = (values: Partial<AwsFaults>) =>
    setFaults({ ...faults, ...values });

  // Somebody may change or clear the faults elsewhere, such as on the command line.
  const applied = JSON.stringify(status.aws);
  useEffect(() => {
    const aws: AwsFaults = JSON.parse(applied);
    setFaults(aws);
    setOperations(aws.operations.join(', '));
  }, [applied]);

  const apply = (event: FormEvent) => {
    event.preventDefault();
    const names = operations.split(/[\s,]+/).filter(Boolean);
    change(api => api.setAwsFaults({ ...faults, operations: names }));
  };
  return (
    <SectionCard
      title="AWS faults"
      hint="What the AWS endpoint does to the calls of the plugin and the Lambdas."
    >
      <form onSubmit={apply}>
        <Flex direction="column" gap="3">
          <Text as="p" aria-live="polite">
            {describe(status.aws)}
          </Text>
          <Grid.Root columns={{ initial: '1', sm: '2' }} gap="3">
            {RATES.map(([key, label]) => (
              <NumberField
                key={key}
                label={label}
                formatOptions={{ style: 'percent' }}
                size="small"
                minValue={0}
                maxValue={1}
                step={0.05}
                value={faults[key]}
                onChange={value => set({ [key]: value || 0 })}
              />
            ))}
            <NumberField
              label="Added latency (ms)"
              size="small"
              minValue={0}
              maxValue={60_000}
              step={100}
              value={faults.latencyMs}
              onChange={value => set({ latencyMs: value || 0 })}
            />
          </Grid.Root>
          <TextField
            label="Only these operations"
            description="Names such as ModifyRule, separated by commas; empty means all."
            size="small"
            value={operations}
            onChange={setOperations}
          />
          <Switch
            label="What is dropped or never answered takes effect first"
            isSelected={faults.dropAfterApply}
            onChange={dropAfterApply => set({ dropAfterApply })}
          />
          <Flex gap="2">
            <Button type="submit">Apply</Button>
            <Button
              variant="secondary"
              isDisabled={!hasAwsFaults(status.aws)}
              onPress={() => change(api => api.setAwsFaults(NO_FAULTS))}
            >
              No faults
            </Button>
          </Flex>
        </Flex>
      </form>
    </SectionCard>
  );
}

function describe(aws: AwsFaults): string {
  if (!hasAwsFaults(aws)) return 'AWS answers as it should.';
  const percent = (rate: number) => `${Math.round(rate * 100)} %`;
  const parts = [
    aws.throttleRate > 0 && `${percent(aws.throttleRate)} throttled`,
    aws.errorRate > 0 && `${percent(aws.errorRate)} fail`,
    aws.dropRate > 0 && `${percent(aws.dropRate)} dropped`,
    aws.hangRate > 0 && `${percent(aws.hangRate)} never answered`,
    aws.latencyMs > 0 && `${aws.latencyMs} ms slower`,
  ].filter(Boolean);
  const of =
    aws.operations.length > 0 ? aws.operations.join(', ') : 'all calls';
  return `Of ${of}: ${parts.join(', ')}.`;
}
