// These tests run real processes, sockets and clocks. How long something may take is for a
// busy machine; what is quick stays quick.
jest.setTimeout(60_000);

// What a busy machine makes late is tried again; the log keeps why the first try failed.
if (process.env.CI) {
  jest.retryTimes(2, { logErrorsBeforeRetry: true, waitBeforeRetry: 1_000 });
}
