import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { REQUEST_HANDLER } from '../shared/requestHandler';
import type { Weights } from '../shared/sites';
import { chooseWeights } from './chooseWeights';
import { readLiveRule } from './readLiveRule';

/** What CloudFormation keeps of a `Custom::LiveWeights`; numbers arrive as text. */
interface Properties {
  ListenerArn: string;
  Service: string;
  DefaultOnPrem: string | number;
  DefaultAws: string | number;
}

export interface LiveWeightsEvent {
  RequestType: 'Create' | 'Update' | 'Delete';
  PhysicalResourceId?: string;
  ResourceProperties: Properties;
  OldResourceProperties?: Properties;
}

const client = new ElasticLoadBalancingV2Client({
  retryMode: 'adaptive',
  maxAttempts: 8,
  requestHandler: REQUEST_HANDLER,
});

/** Answers a deployment with the weights that the service's rule is to have. */
export async function handler(event: LiveWeightsEvent) {
  const { ListenerArn, Service } = event.ResourceProperties;
  // It is no resource, only an answer: the same one for as long as the service exists.
  const PhysicalResourceId =
    event.PhysicalResourceId ?? `live-weights-${Service}`;
  if (event.RequestType === 'Delete') return { PhysicalResourceId };

  const rule = await readLiveRule(client, ListenerArn, Service, Date.now());
  const weights = chooseWeights({
    live: rule?.weights,
    held: rule?.held ?? false,
    defaults: defaultsOf(event.ResourceProperties),
    previousDefaults:
      event.OldResourceProperties && defaultsOf(event.OldResourceProperties),
  });
  console.log(JSON.stringify({ service: Service, live: rule, weights }));
  return {
    PhysicalResourceId,
    Data: { OnPrem: weights['on-prem'], Aws: weights.aws },
  };
}

function defaultsOf({ DefaultOnPrem, DefaultAws }: Properties): Weights {
  return { 'on-prem': Number(DefaultOnPrem), aws: Number(DefaultAws) };
}
