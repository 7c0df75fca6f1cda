/**
 * How long a call may take before it is given up, for every client. Without `throwOnRequestTimeout`
 * the SDK only logs that a request takes longer, and a connection that nobody answers on keeps the
 * function until its own end; `socketTimeout` is for an answer that begins and does not go on.
 */
export const REQUEST_HANDLER = {
  connectionTimeout: 2_000,
  requestTimeout: 5_000,
  socketTimeout: 5_000,
  throwOnRequestTimeout: true,
};
