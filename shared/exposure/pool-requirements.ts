import type { Setting, Setup, Value } from '../setups/setup.ts';
import { groupsUnder } from './groups.ts';
import { familyOf, type InstanceFamily } from './instance-family.ts';
import { matchValue } from './match-value.ts';
import { anyOf, not, type Truth, truthOf } from './truth.ts';

/** One requirement of a Karpenter pool, about instance types. */
export interface Requirement {
  readonly label: string;
  readonly operator: string;
  readonly values: readonly Value[];
  /** Its settings, for the evidence. */
  readonly settings: readonly Setting[];
}

/** Where a pool has them, in today's form and in that of v1alpha5. */
export const requirementPlaces = ['spec.template.spec.requirements[*]', 'spec.requirements[*]'];

const instanceType = 'node.kubernetes.io/instance-type';
const instanceFamily = 'karpenter.k8s.aws/instance-family';
const accelerated = /^karpenter\.k8s\.aws\/instance-(gpu|accelerator)-/;

/** What labels say of a family; each of its instance types has the same. */
const attributes: Readonly<Record<string, (family: InstanceFamily) => string>> = {
  [instanceFamily]: ({ name }) => name,
  'karpenter.k8s.aws/instance-category': ({ category }) => category,
  'karpenter.k8s.aws/instance-generation': ({ generation }) => String(generation),
  'kubernetes.io/arch': ({ architecture }) => (architecture === 'arm64' ? 'arm64' : 'amd64'),
};

/** The requirements that speak of instance types; others leave the choice as it is. */
export function poolRequirements(setup: Setup): readonly Requirement[] {
  return requirementPlaces
    .flatMap((place) => groupsUnder('node-pool', place, setup))
    .flatMap((group): Requirement[] => {
      const settings = group.settings.filter(({ of }) => of === 'node-pool');
      const textOf = (key: string) => settings.find((setting) => setting.key === key)?.value;
      const label = textOf('key');
      if (!label?.known || !isAbout(label.text)) return [];
      const values = settings.filter(({ key }) => key.startsWith('values')).map(({ value }) => value);
      const operator = textOf('operator');
      return [{ label: label.text, operator: operator?.known ? operator.text : '', values, settings }];
    });
}

function isAbout(label: string): boolean {
  return label === instanceType || label in attributes || accelerated.test(label);
}

/** Whether the requirement names families or instance types one by one. */
export function isChoice({ label, operator }: Requirement): boolean {
  return operator === 'In' && (label === instanceType || label === instanceFamily);
}

/** The families that a choice names; nothing for a value that is unknown. */
export function chosenFamilies(requirement: Requirement): readonly (InstanceFamily | undefined)[] {
  if (!isChoice(requirement)) return [];
  return requirement.values.map((value) => (value.known ? familyOf(value.text) : undefined));
}

/** Whether instance types of the family meet the requirement. */
export function meets(family: InstanceFamily, { label, operator, values }: Requirement): Truth {
  const [, chip] = accelerated.exec(label) ?? [];
  if (chip !== undefined) return meetsChip(family, chip, operator);
  if (label === instanceType) {
    const named = anyOf(values.map((value) => matchValue(value, { startsWith: `${family.name}.` })));
    if (operator === 'In') return named;
    // Another size of the family may be left.
    return operator === 'NotIn' && named !== 'no' ? 'unknown' : 'yes';
  }
  const own = attributes[label]?.(family) ?? '';
  return meetsValue(own, operator, values);
}

function meetsValue(own: string, operator: string, values: readonly Value[]): Truth {
  const among = anyOf(values.map((value) => matchValue(value, own)));
  const [bound] = values;
  const number = bound?.known ? Number(bound.text) : Number.NaN;
  switch (operator) {
    case 'In':
      return among;
    case 'NotIn':
      return not(among);
    case 'Exists':
      return 'yes';
    case 'DoesNotExist':
      return 'no';
    case 'Gt':
      return Number.isNaN(number) ? 'unknown' : truthOf(Number(own) > number);
    case 'Lt':
      return Number.isNaN(number) ? 'unknown' : truthOf(Number(own) < number);
    default:
      return 'unknown';
  }
}

/** Labels of chips are there on types that have them; how many, and which, is up to the size. */
function meetsChip({ accelerator }: InstanceFamily, chip: string, operator: string): Truth {
  const has = accelerator === (chip === 'gpu' ? 'gpu' : 'neuron');
  if (operator === 'Exists') return truthOf(has);
  if (operator === 'DoesNotExist') return truthOf(!has);
  if (operator === 'NotIn') return has ? 'unknown' : 'yes';
  return has ? 'unknown' : 'no';
}
