import type { Setup } from '../setups/setup.ts';
import { type Answer, answerAny, type Evidence } from './answer.ts';
import { askSetting, evidenceOf, settingsOf } from './ask-setting.ts';
import type { InstancesCondition } from './condition.ts';
import { familyOf, type InstanceFamily } from './instance-family.ts';
import { chosenFamilies, isChoice, meets, poolRequirements, requirementPlaces } from './pool-requirements.ts';
import { allOf } from './truth.ts';

const programs = ['node-group', 'eksctl', 'launch-template'] as const;
const keys = ['instanceTypes[*]', 'instanceType', 'InstanceType', 'instancesDistribution.instanceTypes[*]'];
/** Choices by what an instance has, in the words of eksctl and EC2. */
const selectors = ['instanceSelector.**', 'InstanceRequirements.**'];

/** The settings that say which instances there may be, whatever is asked. */
export const instanceSettings = [
  { of: programs, key: [...keys, ...selectors] },
  { of: 'node-pool', key: requirementPlaces.map((place) => `${place}.**`) },
] as const;

/** Whether the setup says anything of instance types. */
export function saysInstances(setup: Setup): boolean {
  const says = programs.some((of) =>
    [...keys, ...selectors].some((key) => settingsOf(of, key, setup).length > 0),
  );
  return says || poolRequirements(setup).length > 0;
}

/** Whether nodes are of one of the families: `yes` where it is named, `unknown` where it is not ruled out. */
export function askInstances({ families }: InstancesCondition, setup: Setup): Answer {
  return answerAny(
    families.flatMap((name) => familyOf(name) ?? []).map((family) => askFamily(family, setup)),
  );
}

/** The same of one family. */
export function askFamily(family: InstanceFamily, setup: Setup): Answer {
  if (namedTypes(setup).length > 0) {
    return askSetting({ of: programs, key: keys, value: { startsWith: `${family.name}.` } }, setup);
  }
  const requirements = poolRequirements(setup);
  if (requirements.length === 0) return notSaid('The instance type is not said here.', setup);
  const because: Evidence[] = [];
  for (const requirement of requirements) {
    const truth = meets(family, requirement);
    const evidence = requirement.settings.filter(({ key }) => key !== 'operator').map(evidenceOf);
    if (truth === 'no') return { truth, because: evidence };
    if (truth === 'unknown') because.push(...evidence);
  }
  if (because.length > 0) return { truth: 'unknown', because };
  const choices = requirements.filter(isChoice);
  if (choices.length === 0)
    return notSaid(`What is said of instance types leaves ${family.name} open.`, setup);
  const named = choices.flatMap(({ settings }) =>
    settings.filter(
      ({ key, value }) => key.startsWith('values') && familyOf(value.text)?.name === family.name,
    ),
  );
  return {
    truth: allOf(named.map(({ certain }) => (certain ? 'yes' : 'unknown'))),
    because: named.map(evidenceOf),
  };
}

function notSaid(says: string, { place }: Setup): Answer {
  return { truth: 'unknown', because: [{ place, says }] };
}

function namedTypes(setup: Setup) {
  return programs.flatMap((of) => keys.flatMap((key) => settingsOf(of, key, setup).flat()));
}

/** Families that the setup names itself; nothing for a name that is unknown, or of no family. */
export function namedFamilies(setup: Setup): readonly (InstanceFamily | undefined)[] {
  const types = namedTypes(setup);
  // eksctl writes `mixed` where the distribution has the types.
  const own = types.filter(({ value }) => value.text !== 'mixed');
  if (own.length > 0) return own.map(({ value }) => (value.known ? familyOf(value.text) : undefined));
  return poolRequirements(setup).flatMap(chosenFamilies);
}
