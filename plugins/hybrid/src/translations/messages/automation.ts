/** Texts of what automation moved, in the history and the charts. */
export const automation = {
  title: 'Automation',
  what: 'Moved to AWS by automation',
  state: {
    'failed-over': 'Lasts',
    recovering: 'On-prem is healthy again',
    returned: 'Returned',
    left: 'Taken over',
  },
  unknownFunction: 'A failover function',
  because: '{{who}}: on-prem had no healthy target.',
  moved: 'Moved {{when}}',
  movedLatest: 'Moved {{when}} or earlier; nobody noted when',
  fromUnknown: 'The weights before are not known.',
  recovering: 'On-prem has been healthy since {{when}}',
  returned: 'Returned {{when}}',
  returnedLatest: 'Returned {{when}} or earlier; nobody noted when',
  left: 'Somebody else had changed the weights or taken the service over by {{when}}',
  leftLatest:
    'Somebody else changed the weights or took the service over, {{when}} or earlier',
  by: '{{what}}, by {{who}}',
  seen: 'Backstage saw it {{when}}.',
} as const;
