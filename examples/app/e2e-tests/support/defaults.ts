import type { APIRequestContext } from '@playwright/test';
import {
  FINAL_SHIFT_STATES,
  type PlatformStatus,
  type ServiceStatus,
  type Shift,
  SITES,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { randomUUID } from 'node:crypto';
import { hybridApi, tokenOf } from './personas';
import { clearFaults } from './sandbox';
import { expect } from './test';

/** By which the resets of the tests are told from others. */
const REASON = 'Before a browser test';

/**
 * Mends everything and resets every service, so that the story also begins right in an
 * example that somebody has played with.
 */
export async function restoreDefaults(request: APIRequestContext) {
  await expect(async () => {
    await clearFaults(request);
    await tokenOf(request, 'sora');
  }).toPass({ timeout: 60_000 });
  const headers = { Authorization: `Bearer ${await tokenOf(request, 'sora')}` };

  await expect(async () => {
    const answer = await request.get(hybridApi('/platforms/shop'), { headers });
    expect(answer.status()).toBe(200);
    const { serviceStatuses }: PlatformStatus = await answer.json();
    expect(serviceStatuses).toHaveLength(6);
    const moved = serviceStatuses.filter(service => !hasDefaults(service));
    await Promise.all(moved.map(service => reset(request, headers, service)));
    expect(moved).toEqual([]);
  }).toPass({ timeout: 90_000 });
}

function hasDefaults({ sites, activeShift, hold }: ServiceStatus) {
  return (
    !activeShift &&
    !hold &&
    SITES.every(site => sites[site].weight === sites[site].defaultWeight)
  );
}

async function reset(
  request: APIRequestContext,
  headers: Record<string, string>,
  { entityRef, activeShift, hold }: ServiceStatus,
) {
  const [kind, namespace, name] = entityRef.split(/[:/]/);
  const service = hybridApi(`/services/${namespace}/${kind}/${name}`);
  const shifts = `${service}/shifts`;
  if (hold) await request.delete(`${service}/hold`, { headers });
  // One of ours is on its way back already.
  if (activeShift?.reason === REASON) return;
  if (activeShift) {
    await request.post(`${shifts}/${activeShift.id}/abort`, {
      headers,
      data: { rollBack: true },
    });
    return;
  }
  const started = await request.post(shifts, {
    headers: { ...headers, 'Idempotency-Key': randomUUID() },
    data: { kind: 'reset', reason: REASON },
  });
  expect(started.status()).toBe(202);
  const { id }: Shift = await started.json();
  await expect(async () => {
    const shift: Shift = await (
      await request.get(`${shifts}/${id}`, { headers })
    ).json();
    expect(FINAL_SHIFT_STATES).toContain(shift.state);
  }).toPass({ timeout: 60_000 });
}
