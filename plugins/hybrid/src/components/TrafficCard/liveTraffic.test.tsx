import { act, screen } from '@testing-library/react';
import { HYBRID_SIGNAL_CHANNEL } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { aShiftSummary, aStatus } from '../../__testUtils__/fixtures';
import { renderCard } from '../../__testUtils__/renderCard';

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

function setHidden(hidden: boolean) {
  jest
    .spyOn(document, 'visibilityState', 'get')
    .mockReturnValue(hidden ? 'hidden' : 'visible');
  act(() => {
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
}

describe('the live card', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('polls every 10 seconds', async () => {
    const { api } = renderCard();
    await pass(0);
    expect(api.getService).toHaveBeenCalledTimes(1);
    await pass(9_900);
    expect(api.getService).toHaveBeenCalledTimes(1);
    await pass(200);
    expect(api.getService).toHaveBeenCalledTimes(2);
  });

  it('polls more often while a shift is under way', async () => {
    const { api } = renderCard({
      api: {
        getService: async () => aStatus({ activeShift: aShiftSummary() }),
      },
    });
    await pass(0);
    await pass(6_100);
    expect(api.getService).toHaveBeenCalledTimes(5);
  });

  it('does not poll while nobody sees the page, and catches up', async () => {
    const { api } = renderCard();
    await pass(0);
    setHidden(true);
    await pass(60_000);
    expect(api.getService).toHaveBeenCalledTimes(1);
    setHidden(false);
    await pass(0);
    expect(api.getService).toHaveBeenCalledTimes(2);
  });

  it('refetches on a signal of its service, and takes nothing else from it', async () => {
    let status = aStatus();
    const { api, signals } = renderCard({
      api: { getService: async () => status },
    });
    await pass(0);
    status = aStatus({ activeShift: aShiftSummary({ state: 'verifying' }) });
    act(() =>
      signals.publish(HYBRID_SIGNAL_CHANNEL, {
        entityRef: 'component:default/cart',
        state: 'succeeded',
      }),
    );
    await pass(0);
    expect(api.getService).toHaveBeenCalledTimes(2);
    expect(
      screen.getByRole('region', { name: 'A shift is under way' }),
    ).toHaveTextContent('Verifying');
  });

  it('leaves signals of other services alone, even when one follows at once', async () => {
    const { api, signals } = renderCard();
    await pass(0);
    act(() =>
      signals.publish(HYBRID_SIGNAL_CHANNEL, {
        entityRef: 'component:default/order',
      }),
    );
    await pass(0);
    expect(api.getService).toHaveBeenCalledTimes(1);
    act(() => {
      signals.publish(HYBRID_SIGNAL_CHANNEL, {
        entityRef: 'component:default/cart',
      });
      signals.publish(HYBRID_SIGNAL_CHANNEL, {
        entityRef: 'component:default/order',
      });
    });
    await pass(0);
    expect(api.getService).toHaveBeenCalledTimes(2);
  });

  it('lets go of polling and signals when it is gone', async () => {
    const { api, signals, unmount } = renderCard();
    await pass(0);
    expect(signals.listeners(HYBRID_SIGNAL_CHANNEL)).toBe(1);
    unmount();
    await pass(60_000);
    expect(signals.listeners(HYBRID_SIGNAL_CHANNEL)).toBe(0);
    expect(api.getService).toHaveBeenCalledTimes(1);
  });
});
