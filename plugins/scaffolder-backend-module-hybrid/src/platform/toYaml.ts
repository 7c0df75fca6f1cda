import type { JsonObject } from '@backstage/types';
import { Document, isScalar, type Pair, type YAMLMap } from 'yaml';

/** What a reader of `platform.yaml` wants to know before changing a section. */
const SECTIONS: { [section: string]: string } = {
  network: 'The VPC on AWS, and what is reached through the VPN.',
  vpn: 'Two tunnels need BGP; static routing uses one.',
  cluster: 'Kubernetes on AWS, and what Karpenter may add to it.',
  data: 'MariaDB on RDS and on-prem, and what keeps them in step.',
  traffic: 'The load balancer that all services share.',
  dns: 'The name that customers use.',
  failover: 'When traffic leaves on-prem by itself, and when it returns.',
  schedule: 'When the cluster runs.',
  addOns: 'What runs in the cluster besides the services.',
  deploy: 'Who deploys this repository.',
};

/** `config/platform.yaml`, with a line above each section. */
export function platformYaml(platform: JsonObject): string {
  const document = new Document(platform);
  document.commentBefore =
    ' Everything in this repository is made from this file and from services/*.yaml.\n' +
    ' lib/config says what each setting means, its default and what it may be.';
  for (const { key } of (document.contents as YAMLMap).items as Pair[]) {
    if (isScalar(key) && SECTIONS[String(key.value)]) {
      key.commentBefore = ` ${SECTIONS[String(key.value)]}`;
      key.spaceBefore = true;
    }
  }
  return document.toString({ lineWidth: 96, singleQuote: true });
}

/** `config/services/<name>.yaml`. */
export function serviceYaml(service: JsonObject): string {
  return new Document(service).toString({ lineWidth: 96, singleQuote: true });
}
