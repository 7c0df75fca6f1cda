import { NormalizedSchema, type TypeRegistry } from '@smithy/core/schema';
import type { StaticErrorSchema } from '@smithy/types';
import { errorTraits } from './awsError';
import { usualErrors } from './usualErrors';
import type {
  BoundOperation,
  Operation,
  Service,
  ServiceErrors,
} from './types';

/** What a constructed client knows at run time; the SDK's public types leave it out. */
interface ClientFacts {
  config: {
    protocol: { getShapeId(): string };
    defaultSigningName: string;
    protocolSettings: {
      defaultNamespace: string;
      errorTypeRegistries?: TypeRegistry[];
      xmlNamespace?: string;
      version: string;
      serviceTarget: string;
      awsQueryCompatible?: boolean;
    };
  };
}

/**
 * Makes a service of handlers. What differs between services on the wire (protocol,
 * version, namespaces, modelled errors) is read off a client of the SDK.
 *
 * @public
 */
export function defineService(options: {
  client: object;
  operations: Operation[];
  /** Where the service differs from what is usual for its protocol. */
  errors?: Partial<ServiceErrors>;
}): Service {
  const { config } = options.client as ClientFacts;
  const settings = config.protocolSettings;
  const protocol = config.protocol.getShapeId().split('#')[1]!;
  const family = familyOf(protocol);
  return {
    signingName: config.defaultSigningName,
    version: settings.version,
    namespace: settings.defaultNamespace,
    xmlNamespace: settings.xmlNamespace,
    serviceTarget: settings.serviceTarget,
    isRest: family === 'rest',
    isEc2: family === 'ec2',
    awsQueryCompatible: settings.awsQueryCompatible === true,
    errors: { ...usualErrors[family], ...options.errors },
    operations: new Map(
      options.operations
        .map(bind)
        .map(operation => [operation.name, operation]),
    ),
    errorSchemas: indexErrors(settings.errorTypeRegistries ?? []),
  };
}

function familyOf(protocol: string): keyof typeof usualErrors {
  if (protocol.startsWith('rest')) return 'rest';
  if (protocol === 'ec2Query') return 'ec2';
  return protocol === 'awsQuery' ? 'query' : 'json';
}

function bind({ schema, handle }: Operation): BoundOperation {
  const [, , name, traits, input, output] = schema;
  return {
    name,
    input: NormalizedSchema.of(input),
    output: NormalizedSchema.of(output),
    http: (traits as { http?: BoundOperation['http'] }).http,
    handle,
  };
}

function indexErrors(registries: TypeRegistry[]) {
  const found = new Map<string, StaticErrorSchema>();
  for (const registry of registries) {
    registry.find(schema => {
      if (Array.isArray(schema) && schema[0] === -3) {
        const error = schema as StaticErrorSchema;
        found.set(error[2], error);
        const code = errorTraits(error).awsQueryError?.[0];
        if (code) found.set(code, error);
      }
      return false;
    });
  }
  return found;
}
