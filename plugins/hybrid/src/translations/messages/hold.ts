/** Texts of holding a service. */
export const hold = {
  title: 'Hold',
  none: 'Nobody holds this service. While it is held, nobody but the holder shifts it, and automation leaves it alone.',
  by: 'Held by {{who}}',
  noReason: 'No reason was given.',
  denied: 'You may not hold this service.',
  duration: 'Hold for',
  prolongFor: 'Hold from now for',
  durationHelp: 'It expires by itself, and can be released earlier.',
  reasonHelp: 'Shown to everybody who wants to shift meanwhile.',
  set: 'Hold the service',
  prolong: 'Change my hold',
  release: 'Release the hold',
  releaseOther: 'It is somebody else’s hold: tell them.',
  othersHold: 'Only its holder can release it.',
  failed: 'The service is not held as you asked',
  releaseFailed: 'The hold was not released',
} as const;
