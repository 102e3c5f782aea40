import { createResources } from '../../../infra/local/create-resources.ts';
import { startEmbedded } from '../../embedded.ts';
import { type Check, ok } from '../check.ts';

export const serversCheck: Check<undefined> = {
  name: 'embedded AWS',
  remedy: 'Run `npm ci` again; a firewall that closes loopback is the other reason.',
  look: async () => {
    const { local } = await startEmbedded(undefined, createResources);
    await local.stop();
    return [ok('Table, topic, queue and parameters start, and stop.')];
  },
};
