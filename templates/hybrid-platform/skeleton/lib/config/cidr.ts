/** An IPv4 range as its first address and its number of addresses. */
interface Range {
  first: number;
  size: number;
}

export function toNumber(address: string): number {
  return address
    .split('.')
    .reduce((value, octet) => value * 256 + Number(octet), 0);
}

/** The range as AWS wants it written, with the bits after the prefix 0. */
export function canonical(cidr: string): string {
  let { first } = parse(cidr);
  const octets: number[] = [];
  for (let i = 0; i < 4; i++) {
    octets.unshift(first % 256);
    first = Math.floor(first / 256);
  }
  return `${octets.join('.')}/${prefixOf(cidr)}`;
}

export function prefixOf(cidr: string): number {
  return Number(cidr.split('/')[1]);
}

export function overlap(a: string, b: string): boolean {
  const [x, y] = [parse(a), parse(b)];
  return x.first < y.first + y.size && y.first < x.first + x.size;
}

export function contains(cidr: string, address: string): boolean {
  return overlap(cidr, `${address}/32`);
}

function parse(cidr: string): Range {
  const size = 2 ** (32 - prefixOf(cidr));
  const address = toNumber(cidr.split('/')[0]);
  return { first: address - (address % size), size };
}
