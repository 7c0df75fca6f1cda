const MINUTE_MS = 60_000;

/** CloudTrail takes up to about a quarter of an hour to show an event. */
const LOOK_UPS_AFTER_MINUTES = [1, 2, 5, 10, 15, 15, 15];

/** When to ask again after the `asked`th time in vain; never, after about an hour. */
export function nextLookUp(asked: number, now: Date): number | undefined {
  const minutes = LOOK_UPS_AFTER_MINUTES[asked];
  return minutes === undefined
    ? undefined
    : now.getTime() + minutes * MINUTE_MS;
}
