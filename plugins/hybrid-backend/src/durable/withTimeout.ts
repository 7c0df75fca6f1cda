/**
 * What becomes of a promise, or what `late` answers or throws when that takes longer than so
 * many milliseconds. What the promise does afterwards nobody learns, be it that it fails; and
 * the limit keeps no process alive.
 *
 * By hand, because p-timeout is an ES module alone since 2021, and Jest loads none here.
 */
export async function withTimeout<T, L>(
  promise: Promise<T>,
  ms: number,
  late: () => L,
): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
    timer.unref();
  });
  try {
    return await Promise.race([promise, timeout.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}
