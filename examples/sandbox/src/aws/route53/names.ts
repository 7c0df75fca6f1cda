/** Lower case and with the closing dot, as Route 53 keeps names; `\052` is a `*`. */
export function normalName(name: string): string {
  const lower = name.toLowerCase().replace(/\\052/g, '*');
  return lower.endsWith('.') ? lower : `${lower}.`;
}

/** As Route 53 gives names back. */
export const escapedName = (name: string) => name.replace(/\*/g, '\\052');

/** Route 53 sorts by labels from the right: `com.example.www.`. */
export const sortKey = (name: string) =>
  normalName(name).split('.').reverse().join('.').replace(/^\./, '');

export const isDomainName = (name: string) =>
  name.length <= 255 &&
  /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+$/.test(normalName(name));

export const isInZone = (name: string, zone: string) =>
  name === zone || name.endsWith(`.${zone}`);
