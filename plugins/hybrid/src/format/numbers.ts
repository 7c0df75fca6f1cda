const shareFormat = new Intl.NumberFormat(undefined, {
  maximumFractionDigits: 1,
});
const countFormat = new Intl.NumberFormat();

/** `39.5\u00a0%`. Shares that are not quite 0 or 100 are never shown as such. */
export function formatShare(share: number): string {
  const rounded = Math.round(share * 10) / 10;
  if (share > 0 && rounded === 0) return `<${shareFormat.format(0.1)}\u00a0%`;
  if (share < 100 && rounded === 100)
    return `>${shareFormat.format(99.9)}\u00a0%`;
  return `${shareFormat.format(rounded)}\u00a0%`;
}

/** `1,234`. */
export function formatCount(count: number): string {
  return countFormat.format(count);
}
