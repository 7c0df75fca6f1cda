import type { Call, Service } from '../../wire';

/** What CloudTrail keeps of a call. */
export interface TrailEvent {
  id: string;
  call: Call;
  /** The request as CloudTrail writes it: the same members, in lower camel case. */
  parameters: Record<string, unknown>;
  resources: string[];
}

/** The newest calls that changed something; AWS keeps them for 90 days. */
export interface Trail {
  /** The newest first. */
  readonly events: readonly TrailEvent[];
  /** The service, with every call of these operations kept once it has succeeded. */
  watch(service: Service, operations: readonly string[]): Service;
}

export function createTrail(limit = 1_000): Trail {
  const events: TrailEvent[] = [];

  const keep = (
    call: Call,
    input: Record<string, unknown>,
    output: { Rules?: { RuleArn?: string }[] },
  ) => {
    // A rule that was just made has no other name than the one that AWS answers.
    const made = (output.Rules ?? []).flatMap(({ RuleArn }) => RuleArn ?? []);
    events.unshift({
      // Event ids are of CloudTrail's own making; one call is one event.
      id: call.requestId.split('-').reverse().join('-'),
      call,
      parameters: lowerCamelCase(input) as Record<string, unknown>,
      resources: [...new Set([...arnsIn(input), ...made])],
    });
    events.length = Math.min(events.length, limit);
  };

  return {
    events,
    watch: (service, operations) => ({
      ...service,
      operations: new Map(
        [...service.operations].map(([name, operation]) => [
          name,
          operations.includes(name)
            ? {
                ...operation,
                handle: async (input: Record<string, unknown>, call: Call) => {
                  // Before the handler, which may put parts of it into the world.
                  const asked = structuredClone(input);
                  const output = await operation.handle(input, call);
                  keep(call, asked, output);
                  return output;
                },
              }
            : operation,
        ]),
      ),
    }),
  };
}

function lowerCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerCamelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.replace(/^./, first => first.toLowerCase()),
      lowerCamelCase(member),
    ]),
  );
}

/** The resources that a call is about: the ARNs among its members, not those further in. */
function arnsIn(input: Record<string, unknown>): string[] {
  return Object.values(input)
    .flat()
    .filter(
      (value): value is string =>
        typeof value === 'string' && value.startsWith('arn:'),
    );
}
