import { generateServices } from '../engine/generateServices';
import { naming } from '../engine/naming';
import { eventually } from '../testing/eventually';
import { createWorld } from '../engine/world/createWorld';
import { targetGroupOf } from '../engine/world/services';
import { observe } from './observe';

const { platform, services } = generateServices(2);
const [first, second] = services.map(({ name }) => name);

describe('the observation of a drill', () => {
  it('notes each milestone of each service once, when it is reached', async () => {
    const world = createWorld(platform, services);
    const targets = (service: string) =>
      targetGroupOf(world, service, 'on-prem')!.targets;
    for (const service of [first, second]) {
      for (const target of targets(service)) target.state = 'healthy';
    }
    const observation = observe(world);
    const seen = () => observation.services.get(first)!;
    try {
      expect(seen()).toEqual({});
      targets(first)[0].state = 'unhealthy';
      targets(first)[1].state = 'unhealthy';
      await eventually(() => expect(seen().detected).toBeDefined());
      expect(seen().alarmed).toBeUndefined();

      world.alarms.setState(
        `${platform.id}-${first}-on-prem-unhealthy`,
        'ALARM',
        'a test',
      );
      await eventually(() => expect(seen().alarmed).toBeDefined());

      const rule = naming(world).ruleArn(first);
      world.tags.get(rule)!.set('hybrid-platform:automation', 'failed-over');
      await eventually(() => expect(seen().decided).toBeDefined());
      expect(seen().moved).toBeUndefined();
      expect(observation.allMoved()).toBe(false);

      for (const service of [first, second]) {
        const [action] = world.loadBalancing.rules.get(
          naming(world).ruleArn(service),
        )!.actions;
        if (action.type === 'forward') action.targetGroups[0].weight = 0;
      }
      await eventually(() => expect(observation.allMoved()).toBe(true));
      const { detected, moved } = seen();
      expect(moved).toBeGreaterThanOrEqual(detected!);
      expect(observation.services.get(second)!.detected).toBeUndefined();
    } finally {
      observation.stop();
    }
  });
});
