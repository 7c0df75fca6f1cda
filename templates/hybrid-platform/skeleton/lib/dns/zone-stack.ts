import {
  Certificate,
  CertificateValidation,
  type ICertificate,
} from 'aws-cdk-lib/aws-certificatemanager';
import {
  HostedZone,
  PublicHostedZone,
  type IHostedZone,
} from 'aws-cdk-lib/aws-route53';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config';
import { PlatformStack } from '../platform-stack';

/** What the platform is called by: in DNS, and in its certificate. */
export interface Names {
  zone: IHostedZone;
  certificate: ICertificate;
}

/**
 * The hosted zone and the certificate, from a stack of their own unless both exist already:
 * CloudFormation takes no stack without a resource. `elsewhere` is where they are known then.
 */
export function namesOf(
  app: Construct,
  config: Config,
  elsewhere: Construct,
): Names {
  const { dns, traffic } = config.platform;
  return dns.hostedZone && traffic.certificateArn
    ? {
        zone: existingZone(elsewhere, dns.hostedZone),
        certificate: existingCertificate(elsewhere, traffic.certificateArn),
      }
    : new ZoneStack(app, 'Zone', config);
}

/**
 * A stack of its own: the load balancer needs the certificate, the records need the load
 * balancer, and a zone that others delegate to must outlive both.
 */
class ZoneStack extends PlatformStack implements Names {
  readonly zone: IHostedZone;
  readonly certificate: ICertificate;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, config, 'hosted zone and certificate');
    const { dns, traffic } = this.platform;

    if (dns.hostedZone) {
      this.zone = existingZone(this, dns.hostedZone);
    } else {
      const zone = new PublicHostedZone(this, 'Zone', { zoneName: dns.domain });
      zone.applyRemovalPolicy(RemovalPolicy.RETAIN);
      this.zone = zone;
    }
    this.certificate = traffic.certificateArn
      ? existingCertificate(this, traffic.certificateArn)
      : new Certificate(this, 'Certificate', {
          domainName: dns.domain,
          subjectAlternativeNames: [`*.${dns.domain}`],
          validation: CertificateValidation.fromDns(this.zone),
        });
  }
}

function existingZone(
  scope: Construct,
  { id, name }: { id: string; name: string },
): IHostedZone {
  return HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: id,
    zoneName: name,
  });
}

function existingCertificate(scope: Construct, arn: string): ICertificate {
  return Certificate.fromCertificateArn(scope, 'Certificate', arn);
}
