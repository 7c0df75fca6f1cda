import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { notifyManager } from '@tanstack/react-query';

// It tells components of an answer with a timer, which tests with a clock of their own stop.
notifyManager.setScheduler(queueMicrotask);

// How long something may take to appear on a busy machine; what is quick stays quick.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

// What a busy machine makes late is tried once more. The log keeps why the first try failed, and
// `npm test` ends with the names of those that needed it.
if (process.env.CI) {
  jest.retryTimes(1, { logErrorsBeforeRetry: true, waitBeforeRetry: 1_000 });
}
