import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Config } from '../config';
import { PlatformStack } from '../platform-stack';
import { LiveWeightsProvider } from './live-weights';
import { LoadBalancer } from './load-balancer';
import { WeightedService } from './weighted-service';

interface TrafficStackProps {
  vpc: IVpc;
  certificate: ICertificate;
}

/** The load balancer, and one weighted rule per service. */
export class TrafficStack extends PlatformStack {
  readonly loadBalancer: LoadBalancer;
  readonly weightedServices: ReadonlyMap<string, WeightedService>;

  constructor(
    scope: Construct,
    id: string,
    config: Config,
    { vpc, certificate }: TrafficStackProps,
  ) {
    super(scope, id, config, 'load balancer and weighted rules');
    this.loadBalancer = new LoadBalancer(this, 'LoadBalancer', {
      platform: this.platform,
      vpc,
      certificate,
    });
    const liveWeights = new LiveWeightsProvider(this, 'LiveWeights', {
      platformId: this.platform.id,
    });
    this.weightedServices = new Map(
      this.services.map(service => [
        service.name,
        new WeightedService(this, `Service-${service.name}`, {
          platformId: this.platform.id,
          service,
          vpc,
          listener: this.loadBalancer.listener,
          liveWeights,
        }),
      ]),
    );
  }
}
