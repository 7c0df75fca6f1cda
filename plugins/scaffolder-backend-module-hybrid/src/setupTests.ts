// These tests run real processes, sockets and clocks. How long something may take is for a
// busy machine; what is quick stays quick.
jest.setTimeout(60_000);

// What a busy machine makes late is tried once more. The log keeps why the first try failed, and
// `npm test` ends with the names of those that needed it.
if (process.env.CI) {
  jest.retryTimes(1, { logErrorsBeforeRetry: true, waitBeforeRetry: 1_000 });
}
