/*
 * SDK packages that few requests need and that are large: EC2's alone takes over 100 MB of
 * memory. They are loaded when they are first used, and by `require`, because a dynamic
 * import does not work under Jest.
 */

export function cloudTrailSdk(): typeof import('@aws-sdk/client-cloudtrail') {
  return require('@aws-sdk/client-cloudtrail');
}

export function dmsSdk(): typeof import('@aws-sdk/client-database-migration-service') {
  return require('@aws-sdk/client-database-migration-service');
}

export function ec2Sdk(): typeof import('@aws-sdk/client-ec2') {
  return require('@aws-sdk/client-ec2');
}

export function rdsSdk(): typeof import('@aws-sdk/client-rds') {
  return require('@aws-sdk/client-rds');
}

export function route53Sdk(): typeof import('@aws-sdk/client-route-53') {
  return require('@aws-sdk/client-route-53');
}
