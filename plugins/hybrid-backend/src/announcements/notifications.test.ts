import type {
  AutomationMove,
  Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  automationNotification,
  driftNotification,
  shiftNotification,
} from './notifications';

const base = {
  id: 'id-1',
  entityRef: 'component:default/cart',
  platform: 'shop',
  service: 'cart',
  kind: 'failover',
  state: 'running',
  reason: 'fire',
  requestedBy: 'user:default/mina',
  from: { 'on-prem': 40, aws: 60 },
  to: { 'on-prem': 0, aws: 100 },
  createdAt: '2026-11-22T12:00:00.000Z',
  plan: {},
} as Shift;

const of = (changes: Partial<Shift> = {}) =>
  shiftNotification({ ...base, ...changes });

describe('the notification of a shift', () => {
  it('promises no site the requests that go to target groups of neither', () => {
    const plan = { ...base.plan, elsewhereShare: 50 };
    expect(of({ plan })?.title).toBe(
      'The shift of cart to 0 % on-prem, 50 % AWS, 50 % neither has begun',
    );
  });

  it('tells of its start, with a link to the entity', () => {
    expect(of()).toEqual({
      title: 'The shift of cart to 0 % on-prem, 100 % AWS has begun',
      description: 'user:default/mina: fire',
      severity: 'normal',
      topic: 'hybrid.shift',
      scope: 'id-1',
      link: '/catalog/default/component/cart',
      metadata: { entityRef: 'component:default/cart', shiftId: 'id-1' },
    });
    expect(of({ state: 'verifying' })).toEqual(of());
  });

  it('tells nothing of a shift that has not begun', () => {
    expect(of({ state: 'planned' })).toBeUndefined();
  });

  it.each([
    ['succeeded', 'The shift of cart has succeeded', 'normal'],
    ['failed', 'The shift of cart has failed', 'critical'],
    ['aborted', 'The shift of cart was aborted', 'high'],
    ['rolled-back', 'The shift of cart was rolled back', 'high'],
  ] as const)(
    'takes the place of the start when it has %s',
    (state, title, severity) => {
      expect(of({ state })).toMatchObject({ title, severity, scope: 'id-1' });
    },
  );

  it('tells the recovery time, and what went wrong with its remedy', () => {
    const problem = {
      code: 'rule-changed',
      message: 'M.',
      remedy: 'R.',
    } as const;
    expect(
      of({ state: 'succeeded', recoveryTimeSeconds: 12.34 })?.description,
    ).toBe('Recovery time: 12.3 s. user:default/mina: fire');
    expect(of({ state: 'failed', problem })?.description).toBe(
      'M. R. user:default/mina: fire',
    );
  });

  it('tells of an approval that is needed, and until when', () => {
    expect(
      of({
        state: 'awaiting-approval',
        approval: { until: '2026-11-22T13:00:00.000Z' },
      }),
    ).toMatchObject({
      title: 'The shift of cart needs an approval',
      description: expect.stringContaining('until 2026-11-22T13:00:00.000Z'),
      severity: 'high',
      topic: 'hybrid.approval',
      scope: 'id-1',
    });
  });

  it('tells how a drill ended', () => {
    expect(
      of({
        kind: 'drill',
        state: 'succeeded',
        recoveryTimeSeconds: 8,
        returnTimeSeconds: 9,
      }),
    ).toMatchObject({
      title: 'The drill of cart has ended well',
      description: expect.stringMatching(
        /^Recovery time: 8.0 s. Return time: 9.0 s./,
      ),
    });
  });

  it('tells once of an evacuation, and then only of what did not succeed', () => {
    const evacuationId = 'e-1';
    expect(of({ evacuationId })?.scope).toBe('evacuation:e-1');
    expect(of({ evacuationId, state: 'succeeded' })).toBeUndefined();
    expect(of({ evacuationId, state: 'failed' })?.scope).toBe('id-1');
  });
});

describe('the notification of what automation moved', () => {
  const move: AutomationMove & { entityRef: string } = {
    kind: 'automation',
    id: 'm-1',
    platform: 'shop',
    service: 'cart',
    entityRef: 'component:default/cart',
    state: 'left',
    movedAt: '2026-11-22T12:00:00.000Z',
    to: { 'on-prem': 0, aws: 100 },
    endedAt: '2026-11-22T12:05:00.000Z',
    seenAt: '2026-11-22T12:00:01.000Z',
  };
  const end = (changes: Partial<AutomationMove>, moved: boolean) =>
    automationNotification({
      move: { ...move, ...changes },
      moved,
      ended: true,
    });
  const endedWith = { 'on-prem': 40, aws: 60 };

  it.each([true, false])(
    'is as grave as the failover where somebody else has changed the weights since: told of both at once: %s',
    moved => {
      expect(end({ endedWith }, moved)).toMatchObject({
        severity: 'high',
        scope: 'automation:m-1',
        title: expect.stringContaining('somebody else has changed its weights'),
        description: expect.stringContaining(
          'Somebody else has set 40 % on-prem, 60 % AWS',
        ),
      });
    },
  );

  it('is none of the end that a person’s shift made, who knows it', () => {
    expect(end({}, false)).toBeUndefined();
    expect(end({}, true)?.severity).toBe('normal');
    expect(end({ state: 'returned', endedWith }, false)?.severity).toBe(
      'normal',
    );
  });
});

describe('the notification of a drift', () => {
  const drift = {
    id: 'd-1',
    entityRef: 'component:default/cart',
    service: 'cart',
    expected: { 'on-prem': 40, aws: 60 },
    actual: { 'on-prem': 90, aws: 10 },
  };

  it('tells what is expected and what is', () => {
    expect(driftNotification(drift)).toMatchObject({
      title: 'The weights of cart have drifted',
      description: expect.stringContaining(
        '90 % on-prem, 10 % AWS instead of 40 % on-prem, 60 % AWS',
      ),
      severity: 'high',
      topic: 'hybrid.drift',
      scope: 'drift:d-1',
    });
  });

  it('tells of target groups of neither site that have got a share', () => {
    const { description } = driftNotification({
      ...drift,
      expected: { 'on-prem': 0, aws: 100 },
      actual: { 'on-prem': 0, aws: 100 },
      expectedElsewhereShare: 0,
      elsewhereShare: 90,
    });
    expect(description).toContain(
      '0 % on-prem, 10 % AWS, 90 % neither instead of 0 % on-prem, 100 % AWS.',
    );
  });

  it('blames nobody where nobody can read what automation noted', () => {
    const { description } = driftNotification({
      ...drift,
      automationTag: 'failed-over',
    });
    expect(description).toContain("is 'failed-over', which nobody can read");
    expect(description).not.toContain('usual suspect');
  });

  it('tells who changed them when that is known', () => {
    const changedBy = {
      principal: 'arn:aws:iam::1:user/mina',
      at: '2026-11-22T12:00:00.000Z',
    };
    expect(driftNotification({ ...drift, changedBy }).description).toContain(
      'arn:aws:iam::1:user/mina changed them at 2026-11-22T12:00:00.000Z.',
    );
  });
});
