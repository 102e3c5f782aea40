import { openReleases } from '../../../shared/aws/records.ts';
import { type Check, ok } from '../check.ts';
import type { Deployment } from '../deployment.ts';

export const tableCheck: Check<Deployment> = {
  name: 'table',
  remedy: 'The functions cannot work without it: see docs/runbook.md#poll-failed.',
  look: async ({ deliver: { table } }) => {
    const open = await openReleases(table, 'eks-amazon-linux');
    return [ok(`${table.name} answers; ${open.length} releases are open.`)];
  },
};
