/**
 * A new key for a request that must not take effect twice. `crypto.randomUUID` exists only
 * on pages served by HTTPS or from localhost; plain HTTP inside a company is common.
 */
export function newIdempotencyKey(
  crypto: Partial<Crypto> | undefined = globalThis.crypto,
): string {
  if (crypto?.randomUUID) return crypto.randomUUID();
  const bytes = new Uint8Array(16);
  if (crypto?.getRandomValues) crypto.getRandomValues(bytes);
  else bytes.forEach((_, i) => (bytes[i] = Math.floor(Math.random() * 256)));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
