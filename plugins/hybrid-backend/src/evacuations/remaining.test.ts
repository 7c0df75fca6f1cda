import type { ShiftState } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { remaining } from './remaining';

const pending = (service: string) => ({
  service,
  state: 'pending' as const,
  shift_id: null,
});
const shifting = (service: string, id: string | null = `shift-${service}`) => ({
  service,
  state: 'shifting' as const,
  shift_id: id,
});
const progress = (changes: Partial<Parameters<typeof remaining>[0]> = {}) => ({
  open: [],
  shifts: [],
  starting: new Set<string>(),
  aborting: false,
  ...changes,
});
const services = (items: { service: string }[] | undefined) =>
  items?.map(({ service }) => service);

describe('an evacuation', () => {
  it('is completed when nothing is open, and aborted when that was asked for', () => {
    expect(remaining(progress())).toEqual({ end: 'completed' });
    expect(remaining(progress({ aborting: true }))).toEqual({ end: 'aborted' });
  });

  it('has what waits left to do', () => {
    const { end, waiting } = remaining(
      progress({ open: [pending('cart'), pending('order')] }),
    );
    expect(end).toBeUndefined();
    expect(services(waiting)).toEqual(['cart', 'order']);
  });

  it('is aborted although services wait, which then are not moved', () => {
    const open = [pending('cart'), pending('order')];
    expect(remaining(progress({ open, aborting: true }))).toEqual({
      end: 'aborted',
    });
  });

  it.each([false, true])(
    'does not end while a shift is under way (aborting: %s)',
    aborting => {
      const open = [shifting('cart')];
      expect(remaining(progress({ open, aborting }))).toEqual({
        waiting: [],
        busy: 0,
      });
    },
  );

  it.each([false, true])(
    'does not end while a shift is being started (aborting: %s)',
    aborting => {
      const starting = new Set(['cart']);
      const open = [pending('cart')];
      expect(remaining(progress({ open, starting, aborting }))).toEqual({
        waiting: [],
        busy: 1,
      });
    },
  );

  it.each([false, true])(
    'asks again for a shift whose start was interrupted (aborting: %s)',
    aborting => {
      const open = [shifting('cart', null), pending('order')];
      const { waiting } = remaining(progress({ open, aborting }));
      expect(services(waiting)).toEqual(
        aborting ? ['cart'] : ['cart', 'order'],
      );
    },
  );

  it.each<[ShiftState, number]>([
    ['planned', 1],
    ['running', 1],
    ['verifying', 1],
    ['awaiting-approval', 0],
    ['succeeded', 0],
    ['failed', 0],
    ['aborted', 0],
    ['rolled-back', 0],
  ])('counts a shift that is %s as %i busy', (state, busy) => {
    const open = [shifting('cart'), pending('order')];
    expect(remaining(progress({ open, shifts: [{ state }] })).busy).toBe(busy);
  });

  it('counts those that are being started among the busy', () => {
    const { busy } = remaining(
      progress({
        open: [shifting('cart'), pending('order')],
        shifts: [{ state: 'running' }],
        starting: new Set(['order']),
      }),
    );
    expect(busy).toBe(2);
  });
});
