/** Texts of the form that starts a shift. */
export const shiftForm = {
  title: 'Shift',
  kind: 'What to do',
  choice: {
    failover: 'Fail over to one site',
    reset: 'Reset to the default weights',
    weights: 'Set custom weights',
    steps: 'Move in steps',
    drill: 'Drill a failover',
  },
  choiceHelp: {
    failover: 'All traffic goes to one site and stays there.',
    reset: 'The weights become those of the steady state.',
    weights: 'Any weights, at once.',
    steps:
      'Each step is verified and bakes before the next one. A step that does not stay healthy is rolled back.',
    drill:
      'All traffic goes to one site, and returns by itself when the time is over.',
  },
  weightOf: 'Weight of {{site}}',
  weightsShares: 'That is {{onPrem}} on-prem and {{aws}} on AWS.',
  sharesOfSites:
    'Shares of what goes to the two sites: other target groups keep their weight. The plan shows the shares of all requests.',
  weightsHelp: 'Whole numbers from 0 to {{max}}, at least one above 0.',
  steps: 'Steps',
  stepsHelp: 'On-prem serves the rest of each step.',
  stepAws: 'AWS share of step {{n}}, in percent',
  stepAwsColumn: 'AWS share (%)',
  stepOnPremColumn: 'On-prem',
  stepBakeColumn: 'Bake time',
  stepBakeLabel: 'Bake time of step {{n}}',
  stepColumn: 'Step',
  noBake: 'None',
  addStep: 'Add a step',
  removeStep: 'Remove step {{n}}',
  stepsTotal_one: '{{count}} step, baking for {{duration}} in all',
  stepsTotal_other: '{{count}} steps, baking for {{duration}} in all',
  stepsFull: 'A shift has at most {{max}} steps.',
  duration: 'Duration of the drill',
  invite: 'Fill in what to do to see the plan.',
  stepsTitle: 'Steps of this shift',
  stepLine: '{{aws}} to AWS',
  stepBake: 'then bake for {{duration}}',
  stepReturn: 'after {{duration}} back to {{aws}} on AWS',
  risk: 'Up to {{seconds}} s of writes may be lost',
  riskUnknown: 'Nobody knows how many writes may be lost',
  approvalTitle: 'Somebody else has to approve',
  approvalText:
    'The shift waits, touching nothing, until another person who may approve shifts of this service does so.',
  forceTitle: 'Override failed safety rules',
  forceText:
    'You may override them. What you acknowledge is kept in the history with your name.',
  understand: 'I understand: {{meaning}}',
  means: {
    'gaining-site-healthy':
      'the site that gains traffic may not be able to serve it.',
    'never-dark':
      'traffic may go where no healthy target answers, and requests may fail.',
    'replication-caught-up':
      'an unknown amount of the last writes may be lost.',
    'not-held': 'somebody holds this service, and I act against their hold.',
    cooldown:
      'the last shift has only just ended, and this one may make the service unstable.',
  },
  meansWrites: 'up to {{seconds}} s of writes may be lost.',
  start: {
    failover: 'Fail over to {{site}}',
    failoverUnchosen: 'Fail over',
    reset: 'Reset weights',
    weights: 'Set weights',
    steps: 'Start the steps',
    drill: 'Start the drill',
  },
  denied: 'You may not shift the traffic of this service.',
} as const;
