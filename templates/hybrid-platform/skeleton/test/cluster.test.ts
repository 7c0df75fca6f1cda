import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { Platform, ROOT, example, service } from './support/platform';

const platform = new Platform(example());
const charts = platform.charts('Cluster');
const chart = (release: string, of = charts) =>
  of.find(({ Release }) => Release === release);
const manifests = platform.manifests('Cluster');
const ofKind = (kind: string, of = manifests) =>
  of.filter(object => object.kind === kind);

describe('the cluster', () => {
  const { Properties } = platform.only('Cluster', 'AWS::EKS::Cluster');

  it('is private, logs everything and has no nodes of its own choosing', () => {
    const { ResourcesVpcConfig, Logging, ComputeConfig } = Properties;
    assert.equal(ResourcesVpcConfig.EndpointPrivateAccess, true);
    assert.equal(ResourcesVpcConfig.EndpointPublicAccess, false);
    assert.equal(Logging.ClusterLogging.EnabledTypes.length, 5);
    assert.notEqual(ComputeConfig?.Enabled, true);
  });

  it('makes nobody an administrator by the way', () => {
    assert.equal(
      Properties.AccessConfig.BootstrapClusterCreatorAdminPermissions,
      false,
    );
    const arn = 'arn:aws:iam::111122223333:role/admins';
    const withAdmin = new Platform(
      example({ cluster: { adminRoleArns: [arn] } }),
    );
    const principals = (of: Platform) =>
      of
        .resources('Cluster', 'AWS::EKS::AccessEntry')
        .filter(({ Properties: p }) => p.PrincipalArn === arn);
    assert.equal(principals(platform).length, 0);
    assert.equal(principals(withAdmin).length, 1);
  });

  it('has system nodes that may go home, and as many as Karpenter needs', () => {
    const group = platform.only('Cluster', 'AWS::EKS::Nodegroup').Properties;
    assert.deepEqual(
      [
        group.NodegroupName,
        group.ScalingConfig.MinSize,
        group.ScalingConfig.DesiredSize,
      ],
      ['system', 0, 2],
    );
    assert.equal(chart('karpenter').Values.replicas, 2);
  });

  it('gives its nodes a network before it starts them', () => {
    const group = platform.only('Cluster', 'AWS::EKS::Nodegroup');
    const addOns = platform.resources('Cluster', 'AWS::EKS::Addon');
    const network = addOns.filter(({ Properties: { AddonName } }) =>
      ['vpc-cni', 'kube-proxy'].includes(AddonName),
    );
    assert.equal(network.length, 2);
    for (const { id } of network) assert.ok(group.DependsOn?.includes(id));
    assert.deepEqual(
      addOns.map(({ Properties: { AddonName } }) => AddonName).sort(),
      [
        'coredns',
        'eks-pod-identity-agent',
        'kube-proxy',
        'metrics-server',
        'vpc-cni',
      ],
    );
  });

  it('can be operated from on-prem', () => {
    const fromOnPrem = platform
      .resources('Cluster', 'AWS::EC2::SecurityGroupIngress')
      .filter(({ Properties: p }) => p.CidrIp === '192.168.10.0/24');
    assert.deepEqual(
      fromOnPrem.map(({ Properties: p }) => p.FromPort),
      [443],
    );
  });
});

describe('Karpenter', () => {
  it('comes from the registry that is kept up, in an exact version', () => {
    for (const [release, url] of [
      ['karpenter-crd', 'oci://public.ecr.aws/karpenter/karpenter-crd'],
      ['karpenter', 'oci://public.ecr.aws/karpenter/karpenter'],
    ]) {
      assert.equal(chart(release).Repository, url);
      assert.equal(chart(release).Version, '1.14.1');
      assert.equal(chart(release).Namespace, 'kube-system');
    }
  });

  it('gets its CRDs first, then the controller, then the node pool', () => {
    const resources = platform.resources('Cluster');
    const id = (part: string) =>
      resources.find(
        resource =>
          resource.id.startsWith(part) && resource.Type.startsWith('Custom::'),
      )!;
    const crds = id('KarpenterCrds');
    const controller = id('KarpenterController');
    const nodes = id('KarpenterNodes');
    assert.ok(controller.DependsOn?.includes(crds.id));
    assert.ok(nodes.DependsOn?.includes(controller.id));
  });

  it('knows its cluster and its queue by name', () => {
    const { settings, serviceAccount } = chart('karpenter').Values;
    assert.equal(settings.clusterName, 'shop');
    assert.ok(settings.interruptionQueue);
    const identity = platform.only(
      'Cluster',
      'AWS::EKS::PodIdentityAssociation',
    );
    assert.equal(identity.Properties.ServiceAccount, serviceAccount.name);
    assert.equal(identity.Properties.Namespace, 'kube-system');
  });

  it('hears of interruptions', () => {
    const queue = platform
      .resources('Cluster', 'AWS::SQS::Queue')
      .find(({ id }) => id.startsWith('Karpenter'))!;
    assert.equal(queue.Properties.MessageRetentionPeriod, 300);
    assert.equal(queue.Properties.SqsManagedSseEnabled, true);
    assert.equal(platform.resources('Cluster', 'AWS::Events::Rule').length, 5);
  });

  it('may end only nodes of this cluster, and give them one role only', () => {
    const statements = platform.statements('Cluster', 'Karpenter');
    const of = (action: string) =>
      statements.find(({ Action }) => [Action].flat().includes(action));
    assert.deepEqual(of('ec2:TerminateInstances').Condition, {
      StringEquals: { 'aws:ResourceTag/kubernetes.io/cluster/shop': 'owned' },
      StringLike: { 'aws:ResourceTag/karpenter.sh/nodepool': '*' },
    });
    assert.match(
      JSON.stringify(of('iam:PassRole').Resource),
      /KarpenterNodeRole/,
    );
    for (const { Action, Resource, Condition } of statements) {
      const writes = [Action]
        .flat()
        .filter(
          (action: string) =>
            !/:(Describe|Get|List|Receive|Delete)/.test(action),
        );
      if (writes.length > 0 && Resource === '*') {
        assert.fail(`${writes} on everything`);
      }
      if (
        JSON.stringify(Resource).includes('instance-profile') &&
        writes.length
      ) {
        assert.ok(Condition, `${writes} without a condition`);
      }
    }
  });

  it('starts nodes in the private subnets and in the security group of the cluster', () => {
    const [{ spec }] = ofKind('EC2NodeClass');
    assert.equal(spec.role, '${reference}');
    assert.deepEqual(spec.subnetSelectorTerms, [
      { tags: { 'karpenter.sh/discovery': 'shop' } },
    ]);
    assert.deepEqual(spec.securityGroupSelectorTerms, [{ id: '${reference}' }]);
    assert.match(spec.amiSelectorTerms[0].alias, /^al2023@v\d{8}$/);
    assert.equal(spec.metadataOptions.httpTokens, 'required');
  });

  it('stays within the limits of the configuration', () => {
    const limits = { cpu: 8, memoryGiB: 32 };
    const small = new Platform(
      example({
        cluster: {
          karpenter: { limits, capacity: 'spot', instanceFamilies: ['c7i'] },
        },
      }),
    );
    const [{ spec }] = ofKind('NodePool', small.manifests('Cluster'));
    assert.deepEqual(spec.limits, { cpu: '8', memory: '32Gi' });
    const values = Object.fromEntries(
      spec.template.spec.requirements.map((r: any) => [r.key, r.values]),
    );
    assert.deepEqual(values['karpenter.k8s.aws/instance-family'], ['c7i']);
    assert.deepEqual(values['karpenter.sh/capacity-type'], [
      'spot',
      'on-demand',
    ]);
    assert.equal(
      spec.disruption.consolidationPolicy,
      'WhenEmptyOrUnderutilized',
    );
  });
});

describe('the pods of a service', () => {
  const bindings = ofKind('TargetGroupBinding');

  it("are put into the service's own target group", () => {
    assert.deepEqual(
      bindings.map(({ metadata, spec }) => [
        metadata.name,
        metadata.namespace,
        spec.serviceRef,
        spec.targetType,
      ]),
      [
        ['cart', 'shop', { name: 'cart', port: 8080 }, 'ip'],
        ['order', 'shop', { name: 'order', port: 8080 }, 'ip'],
      ],
    );
  });

  it('are named by ARN: by name the controller loses the group in a rollout', () => {
    for (const { spec } of bindings) {
      assert.equal(
        spec.targetGroupARN,
        'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:${reference}',
      );
      assert.equal(spec.targetGroupName, undefined);
    }
  });

  it('get no Ingress, which would be a second rule', () => {
    assert.equal(ofKind('Ingress').length, 0);
  });

  it('are reached by the load balancer on the ports of the services', () => {
    const config = example();
    config.services = [
      service('cart', 10),
      service('order', 20),
      service('search', 30, { aws: { port: 9090 } }),
    ];
    const ports = new Platform(config)
      .resources('Cluster', 'AWS::EC2::SecurityGroupIngress')
      .filter(({ id }) => id.startsWith('LoadBalancerToPods'))
      .map(({ Properties }) => Properties.FromPort);
    assert.deepEqual(ports, [8080, 9090]);
  });

  it('are all that the controller may change: no rule, no weight', () => {
    const statements = platform
      .resources('Cluster', 'AWS::IAM::Policy')
      .filter(({ id }) => id.includes('albsaRole'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    const writes = statements.filter(({ Action }: any) =>
      [Action].flat().some((action: string) => !/:Describe/.test(action)),
    );
    assert.equal(writes.length, 1);
    assert.deepEqual([...writes[0].Action].sort(), [
      'elasticloadbalancing:DeregisterTargets',
      'elasticloadbalancing:RegisterTargets',
    ]);
    assert.match(
      JSON.stringify(writes[0].Resource),
      /targetgroup\/shop-\*-aws\/\*/,
    );
  });
});

describe('a rollout of a service', () => {
  const GATE = 'elbv2.k8s.aws/pod-readiness-gate-inject';
  const mesh = new Platform(example({ addOns: { istio: true } }));

  it('waits for the load balancer: every namespace with target groups has the gate', () => {
    for (const of of [platform, mesh]) {
      const objects = of.manifests('Cluster');
      const gated = ofKind('Namespace', objects)
        .filter(({ metadata }) => metadata.labels[GATE] === 'enabled')
        .map(({ metadata }) => metadata.name);
      const bound = ofKind('TargetGroupBinding', objects).map(
        ({ metadata }) => metadata.namespace,
      );
      assert.deepEqual([...new Set(bound)], gated);
    }
  });

  it('gets the gate from a controller that nothing keeps from the pods', () => {
    const { Values } = chart('aws-load-balancer-controller');
    assert.notEqual(Values.enablePodReadinessGateInject, false);
    assert.equal(Values.webhookNamespaceSelectors, undefined);
    assert.equal(Values.objectSelector, undefined);
  });

  it('gets its pods without the controller, too: a failover needs them', () => {
    const { Values } = chart('aws-load-balancer-controller');
    assert.equal(Values.podMutatorWebhookConfig.failurePolicy, 'Ignore');
  });

  describe('by the example of a Deployment', () => {
    const readme = readFileSync(join(ROOT, 'gitops/README.md'), 'utf8');
    const [, yaml] = /```yaml\n([^]+?)```/.exec(readme)!;
    const { kind, metadata, spec } = parse(yaml);
    const pod = spec.template.spec;
    const [container] = pod.containers;
    const attributes: { Key: string; Value: string }[] = platform
      .resources('Traffic', 'AWS::ElasticLoadBalancingV2::TargetGroup')
      .flatMap(({ Properties }) => Properties.TargetGroupAttributes);
    const delays = attributes
      .filter(({ Key }) => Key === 'deregistration_delay.timeout_seconds')
      .map(({ Value }) => Number(Value));

    it('ends no pod before another one is ready', () => {
      assert.equal(kind, 'Deployment');
      assert.equal(metadata.namespace, platform.config.platform.id);
      assert.equal(spec.strategy.rollingUpdate.maxUnavailable, 0);
      assert.ok(container.readinessProbe);
    });

    it('goes on serving while the load balancer drains it, with time to spare', () => {
      assert.ok(delays.length > 0);
      const serves = container.lifecycle.preStop.sleep.seconds;
      assert.ok(serves >= Math.max(...delays) + 10);
      assert.ok(pod.terminationGracePeriodSeconds >= serves + 15);
    });

    it('ends within the two minutes that a spot node is given', () => {
      assert.ok(pod.terminationGracePeriodSeconds < 120);
    });

    it('leaves the number of pods to the autoscaler', () => {
      assert.equal(spec.replicas, undefined);
      assert.ok(container.resources.requests.cpu);
      assert.ok(container.resources.requests.memory);
    });
  });
});

describe('the add-ons', () => {
  const without = new Platform(example({ addOns: { argoCd: false } }));
  const mesh = new Platform(example({ addOns: { istio: true } }));

  it('bring Argo CD, which follows this repository', () => {
    assert.match(chart('argocd').Version, /^\d+\.\d+\.\d+$/);
    const [{ spec }] = ofKind('Application');
    assert.equal(
      spec.source.repoURL,
      'https://github.com/example/shop-platform.git',
    );
    assert.equal(spec.source.path, 'gitops/applications');
    assert.deepEqual(spec.source.helm.valueFiles, ['/config/platform.yaml']);
    assert.equal(chart('argocd', without.charts('Cluster')), undefined);
    assert.equal(ofKind('Application', without.manifests('Cluster')).length, 0);
  });

  it('bring Istio only where it is wanted', () => {
    assert.equal(chart('istiod'), undefined);
    const of = mesh.charts('Cluster');
    assert.equal(chart('istiod', of).Version, chart('istio-base', of).Version);
    const label = (from: Platform) =>
      ofKind('Namespace', from.manifests('Cluster'))[0].metadata.labels[
        'istio-injection'
      ];
    assert.equal(label(mesh), 'enabled');
    assert.equal(label(platform), undefined);
  });

  it('name a version, every one of them', () => {
    for (const { Release, Version } of mesh.charts('Cluster')) {
      assert.match(Version ?? '', /^\d+\.\d+\.\d+$/, Release);
    }
  });
});
