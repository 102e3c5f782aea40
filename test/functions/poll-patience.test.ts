import { expect, test } from 'vitest';
import { startWorld } from './world.ts';

test('a Region that never answers is given up, and the other one is done', async () => {
  const world = await startWorld();
  try {
    const both = { ...world.context, regions: ['us-east-1', 'eu-west-1'] };
    world.show('v20240729', 'us-east-1');
    world.ssm.fault(({ region }) => (region === 'eu-west-1' ? { kind: 'hang' } : undefined));
    const { problems, releases } = await world.poll(both);
    expect(problems).toMatchObject([{ kind: 'parameters-unread', place: 'eu-west-1' }]);
    expect(releases).toMatchObject([{ release: 'v20240729', status: 'detailed' }]);
  } finally {
    await world.stop();
  }
});
