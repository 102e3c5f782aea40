import { listDeliveries } from '../../deployment/deliveries.ts';
import { type Check, ok, warn } from '../check.ts';
import type { Deployment } from '../deployment.ts';

export const deliveriesCheck: Check<Deployment> = {
  name: 'deliveries',
  remedy: 'See docs/runbook.md#deliver-failed.',
  look: async ({ deliver, options }) => {
    const failed = await listDeliveries(deliver, { failed: true });
    if (failed.length === 0) return [ok('All have arrived at the first try, or wait for it.')];
    const remedy = `\`npx amiwatch deliveries --failed ${options.amiwatch}\` says why; then docs/runbook.md#delivery-refused.`;
    return [warn(`${failed.length} did not arrive at the first try.`, remedy)];
  },
};
