import {
  factsOfAmiType,
  factsOfParameter,
  factsOfReleaseVersion,
  type ImageFacts,
  minorOfText,
} from '../image-facts.ts';
import { placeAt, wholeText } from '../located-text.ts';
import { makeSetup, type Part } from '../make-setup.ts';
import { isOtherText } from '../other-text.ts';
import type { Reader, ReaderContext } from '../reader.ts';
import type { OperatingSystem, Setup } from '../setup.ts';
import { readYaml } from '../tree/read-yaml.ts';
import { settingsOf } from '../tree/settings.ts';
import {
  type Entry,
  entriesOf,
  field,
  fieldOf,
  itemsOf,
  knownText,
  type Tree,
  withoutFields,
} from '../tree/tree.ts';
import { nodesAmong, openPart, userDataPart } from '../user-data-part.ts';
import { referenced, resolved } from './cloud-formation/intrinsics.ts';
import { toLowerFirst } from './terraform/names.ts';

const template = 'AWS::EC2::LaunchTemplate';
const configuration = 'AWS::AutoScaling::LaunchConfiguration';
const group = 'AWS::EKS::Nodegroup';

/** CloudFormation's templates, SAM's and CDK's output among them: launch templates, launch configurations, node groups. */
export const cloudFormationReader: Reader = {
  name: 'CloudFormation',
  reads: ({ text }) =>
    [template, configuration, group].some((type) => text.includes(type)) &&
    /^Resources\s*:|"Resources"\s*:/m.test(text) &&
    !isOtherText(text),
  read: (source, context) => {
    const whole = wholeText(source);
    const tree = readYaml(whole);
    if (tree.is === 'broken') {
      const why = `The template cannot be parsed: ${tree.why}`;
      return { setups: [], gaps: [{ place: placeAt(whole, tree.offset), why, about: 'all' }] };
    }
    const resources = entriesOf(field(tree, 'Resources'));
    const parameters = field(tree, 'Parameters');
    const groups = resources
      .filter((one) => isOf(one, group))
      .map((one) => nodeGroup(one, resources, parameters, context));
    const used = new Set(groups.flatMap(({ uses }) => uses ?? []));
    const alone = resources.filter(
      (one) => (isOf(one, template) || isOf(one, configuration)) && !used.has(one),
    );
    const templates = alone.map((one) => templateSetup(one, parameters, context));
    return {
      setups: [...groups.map(({ setup }) => setup), ...nodesAmong(templates, source.text)],
      gaps: [],
    };
  },
};

function isOf({ value }: Entry, type: string): boolean {
  return knownText(field(value, 'Type')) === type;
}

function templateSetup(resource: Entry, parameters: Tree | undefined, context: ReaderContext): Setup {
  const { facts, parts } = launchTemplate(resource, parameters, context);
  return makeSetup({ name: resource.key, kind: 'node-group', place: resource.place }, [facts], parts);
}

function launchTemplate(
  { value }: Entry,
  parameters: Tree | undefined,
  context: ReaderContext,
): { readonly facts: ImageFacts; readonly parts: readonly Part[] } {
  const properties = field(value, 'Properties');
  const raw = field(properties, 'LaunchTemplateData') ?? properties;
  const data = raw === undefined ? undefined : resolved(raw);
  const init = field(value, 'Metadata', 'AWS::CloudFormation::Init');
  const userData = userDataPart(field(data, 'UserData'), context);
  return {
    facts: imageFacts(raw, data, parameters, userData.operatingSystem),
    parts: [
      settingsOf('launch-template', withoutFields(data, ['UserData', 'TagSpecifications'])),
      userData,
      init === undefined
        ? {}
        : openPart(init.place, "What cfn-init does by the resource's metadata is not read."),
    ],
  };
}

/**
 * The image by the name of a public parameter: written out, or as the default of a parameter of the template. A default is there to be
 * replaced: it says nothing where the user data is for another system.
 */
function imageFacts(
  raw: Tree | undefined,
  data: Tree | undefined,
  parameters: Tree | undefined,
  system: OperatingSystem | undefined,
): ImageFacts {
  const literal = knownText(field(data, 'ImageId'));
  if (literal !== undefined) return factsOfParameter(literal);
  const named = referencedIn(field(raw, 'ImageId'));
  const parameter = named === undefined ? undefined : field(parameters, named);
  const isName = knownText(field(parameter, 'Type'))?.startsWith('AWS::SSM::Parameter::') === true;
  const facts = isName ? factsOfParameter(knownText(field(parameter, 'Default'))) : {};
  return system === undefined || system === facts.operatingSystem ? facts : {};
}

/** AWS's own template chooses between an id that is given and the parameter: `Fn::If` of two references. */
function referencedIn(image: Tree | undefined): string | undefined {
  const branches = itemsOf(field(image, 'Fn::If')).slice(1);
  const names = [image, ...branches].flatMap((one) => referenced(one) ?? []);
  return names.find((name) => /SSM|Param|Path/i.test(name)) ?? names[0];
}

function nodeGroup(
  resource: Entry,
  resources: readonly Entry[],
  parameters: Tree | undefined,
  context: ReaderContext,
): { readonly setup: Setup; readonly uses?: Entry } {
  const raw = field(resource.value, 'Properties');
  const properties = raw === undefined ? undefined : resolved(raw);
  const text = (name: string): string | undefined => knownText(field(properties, name));
  const reference = field(raw, 'LaunchTemplate');
  const uses = reference === undefined ? undefined : templateOf(reference, resources);
  const used = uses === undefined ? missing(reference) : launchTemplate(uses, parameters, context);
  const minor = minorOfText(text('Version'));
  const setup = makeSetup(
    { name: text('NodegroupName') ?? resource.key, kind: 'node-group', place: resource.place },
    [
      factsOfAmiType(text('AmiType')),
      factsOfReleaseVersion(text('ReleaseVersion')),
      minor === undefined ? {} : { kubernetes: minor },
      used.facts,
    ],
    [settingsOf('node-group', withoutFields(properties, ['Tags']), { rename: toLowerFirst }), ...used.parts],
  );
  return { setup, ...(uses && { uses }) };
}

/** By reference, or by a name that both spell out. */
function templateOf(reference: Tree, resources: readonly Entry[]): Entry | undefined {
  const id = fieldOf(reference, 'Id', 'LaunchTemplateId', 'Name', 'LaunchTemplateName');
  const name = referenced(id);
  const literal = knownText(id);
  return resources.find(
    (one) =>
      isOf(one, template) &&
      (one.key === name ||
        (literal !== undefined &&
          knownText(field(one.value, 'Properties', 'LaunchTemplateName')) === literal)),
  );
}

function missing(reference: Tree | undefined): {
  readonly facts: ImageFacts;
  readonly parts: readonly Part[];
} {
  if (reference === undefined) return { facts: {}, parts: [] };
  const why = 'The user data is in a launch template, which is not in this file.';
  return { facts: {}, parts: [openPart(reference.place, why)] };
}
