import { SHOP_CONFIG } from '@hybrid-platform/sandbox/testing';

/** A backend whose death is noticed by others after so long. */
export const replicaConfig = (leaseSeconds: number, verifySeconds = 10) => ({
  hybrid: {
    ...SHOP_CONFIG,
    shift: {
      ...SHOP_CONFIG.shift,
      // Busy machines make calls slow, which is not what the tests are about.
      retryFor: { seconds: 20 },
      confirmTimeout: { seconds: 10 },
      verify: {
        ...SHOP_CONFIG.shift.verify,
        timeout: { seconds: verifySeconds },
      },
      lease: { seconds: leaseSeconds },
    },
  },
  aws: {
    accounts: [
      {
        accountId: '111122223333',
        accessKeyId: 'AKIATESTER',
        secretAccessKey: 'secret',
      },
    ],
  },
});
