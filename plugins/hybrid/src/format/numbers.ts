const shareFormat = new Intl.NumberFormat(undefined, {
  maximumFractionDigits: 1,
});
const countFormat = new Intl.NumberFormat();

/** `39.5 %`. Shares that are not quite 0 or 100 are never shown as such. */
export function formatShare(share: number): string {
  const rounded = Math.round(share * 10) / 10;
  if (share > 0 && rounded === 0) return `<${shareFormat.format(0.1)} %`;
  if (share < 100 && rounded === 100) return `>${shareFormat.format(99.9)} %`;
  return `${shareFormat.format(rounded)} %`;
}

/** `1,234`. */
export function formatCount(count: number): string {
  return countFormat.format(count);
}
