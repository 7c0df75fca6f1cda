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

/**
 * The hosted zone and the certificate. A stack of its own: the load balancer needs the
 * certificate, the records need the load balancer, and a zone that others delegate to must
 * outlive both.
 */
export class ZoneStack extends PlatformStack {
  readonly zone: IHostedZone;
  readonly certificate: ICertificate;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, config, 'hosted zone and certificate');
    const { dns, traffic } = this.platform;

    if (dns.hostedZone) {
      this.zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
        hostedZoneId: dns.hostedZone.id,
        zoneName: dns.hostedZone.name,
      });
    } else {
      const zone = new PublicHostedZone(this, 'Zone', { zoneName: dns.domain });
      zone.applyRemovalPolicy(RemovalPolicy.RETAIN);
      this.zone = zone;
    }
    this.certificate = traffic.certificateArn
      ? Certificate.fromCertificateArn(
          this,
          'Certificate',
          traffic.certificateArn,
        )
      : new Certificate(this, 'Certificate', {
          domainName: dns.domain,
          subjectAlternativeNames: [`*.${dns.domain}`],
          validation: CertificateValidation.fromDns(this.zone),
        });
  }
}
