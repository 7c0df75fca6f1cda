/** Texts of the entity tab. */
export const tab = {
  title: 'Hybrid',
  now: 'Traffic now',
  readiness: 'Could it fail over now?',
  readinessUnknown:
    'Not evaluated yet: the backend asks every now and then, without shifting anything.',
  ready: 'All traffic could go to {{site}}',
  notReady: 'Not all traffic could go to {{site}}',
  anotherShift: 'Plan another shift',
  permissionFailed: 'Could not check what you may do.',
  driftBy: 'Changed by {{principal}}, {{when}}',
  driftSince: 'First seen {{when}}; AWS does not tell who changed it.',
} as const;
