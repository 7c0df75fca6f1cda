import type { Filter, VpnConnection } from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire';

const readers: Record<
  string,
  (connection: VpnConnection) => (string | undefined)[]
> = {
  'customer-gateway-id': connection => [connection.CustomerGatewayId],
  'option.static-routes-only': connection => [
    String(connection.Options?.StaticRoutesOnly),
  ],
  'route.destination-cidr-block': connection =>
    (connection.Routes ?? []).map(route => route.DestinationCidrBlock),
  state: connection => [connection.State],
  'tag-key': connection => (connection.Tags ?? []).map(({ Key }) => Key),
  'transit-gateway-id': connection => [connection.TransitGatewayId],
  type: connection => [connection.Type],
  'vpn-connection-id': connection => [connection.VpnConnectionId],
  'vpn-gateway-id': connection => [connection.VpnGatewayId],
};

/**
 * EC2's filters: the values of one are alternatives and may have `*` and `?`; several must
 * all match.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 */
export function filterConnections(
  connections: VpnConnection[],
  filters: Filter[],
): VpnConnection[] {
  const tests = filters.map(({ Name = '', Values = [] }) => {
    const read = readerOf(Name);
    const patterns = Values.map(toPattern);
    return (connection: VpnConnection) =>
      read(connection).some(
        value =>
          value !== undefined && patterns.some(pattern => pattern.test(value)),
      );
  });
  return connections.filter(each => tests.every(test => test(each)));
}

function readerOf(name: string) {
  if (name.startsWith('tag:')) {
    const key = name.slice('tag:'.length);
    return ({ Tags = [] }: VpnConnection) =>
      Tags.filter(tag => tag.Key === key).map(tag => tag.Value);
  }
  if (Object.hasOwn(readers, name)) return readers[name];
  throw new AwsError(
    'InvalidParameterValue',
    `The filter '${name}' is invalid`,
  );
}

function toPattern(value: string): RegExp {
  const escaped = value
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`, 's');
}
