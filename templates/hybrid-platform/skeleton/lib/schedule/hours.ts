/** Nodes, images and pods need this long before the first traffic. */
export const HEAD_START_MINUTES = 20;

/** Never before midnight: that would be another day. */
export function earlier(time: string, minutes: number): string {
  const [hour, minute] = time.split(':').map(Number);
  const total = Math.max(0, hour * 60 + minute - minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}
