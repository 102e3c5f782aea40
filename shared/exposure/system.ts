import type { OperatingSystem, Program, Setup } from '../setups/setup.ts';

/**
 * The operating system of a setup: what it says itself, or what only one of them understands. bootstrap.sh is on AL2 alone, and a
 * setup that has a NodeConfig beside it is meant for AL2023.
 */
export function systemOf(setup: Setup): OperatingSystem | undefined {
  const said = setup.operatingSystem ?? systemOfType(setup.amiType);
  if (said !== undefined) return said;
  const has = (program: Program) => setup.settings.some(({ of }) => of === program);
  if (has('node-config')) return 'AL2023';
  if (has('bottlerocket')) return 'Bottlerocket';
  const runsBootstrap = setup.steps.some(
    (step) => step.does === 'run' && step.certain && step.program.endsWith('/etc/eks/bootstrap.sh'),
  );
  return runsBootstrap ? 'AL2' : undefined;
}

/** The operating system that an AMI type's name begins with; a custom image has none. */
export function systemOfType(amiType: string | undefined): OperatingSystem | undefined {
  const [start] = amiType?.split('_') ?? [];
  return systems.find(([prefix]) => prefix === start)?.[1];
}

const systems = [
  ['AL2', 'AL2'],
  ['AL2023', 'AL2023'],
  ['BOTTLEROCKET', 'Bottlerocket'],
  ['WINDOWS', 'Windows'],
] as const;
