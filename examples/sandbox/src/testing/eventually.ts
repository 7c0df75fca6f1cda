/** Runs the assertion again and again until it holds, or throws what it threw last. */
export async function eventually(
  assertion: () => void | Promise<void>,
  timeoutMs = 8_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 20);
    });
  }
}
