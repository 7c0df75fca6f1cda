import type { Guest } from './guests';

/**
 * For `govc import.ova -options=…` with Ubuntu's cloud image. Cloud-init's data is set as
 * guestinfo afterwards, so the image's own OVF properties stay empty; the guest is started when
 * that is done.
 */
export function importSpec(guest: Guest): string {
  const spec = {
    Name: guest.name,
    DiskProvisioning: 'thin',
    IPAllocationPolicy: 'fixedPolicy',
    IPProtocol: 'IPv4',
    PropertyMapping: [],
    NetworkMapping: [{ Name: 'VM Network', Network: 'VM Network' }],
    Annotation: annotation(guest),
    MarkAsTemplate: false,
    PowerOn: false,
    InjectOvfEnv: false,
    WaitForIP: false,
  };
  return `${JSON.stringify(spec, null, 2)}\n`;
}

/** Virtual processors and memory: two and 4 GiB for a database, as much for any two services. */
export function sizeOf({ database, services }: Guest): {
  cpus: number;
  memoryMiB: number;
} {
  const units =
    Math.max(1, Math.ceil(services.length / 2)) + (database ? 1 : 0);
  return {
    cpus: Math.min(16, units * 2),
    memoryMiB: Math.min(64, units * 4) * 1024,
  };
}

function annotation({ services, database }: Guest): string {
  const runs = [
    ...services.map(({ name }) => name),
    ...(database ? ['MariaDB'] : []),
  ];
  return `Runs ${runs.join(', ')}`;
}
