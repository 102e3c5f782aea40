import { factsOfAmiType, factsOfParameter, minorOfText, systemOf } from './image-facts.ts';
import { placeAt, wholeText } from './located-text.ts';
import { makeSetup, type Part } from './make-setup.ts';
import type { ReaderContext } from './reader.ts';
import type { Program, Setup } from './setup.ts';
import { readYaml } from './tree/read-yaml.ts';
import { settingsOf } from './tree/settings.ts';
import { textTree } from './tree/tree.ts';
import { decodeBase64 } from './user-data/decode.ts';
import { openPart, userDataPart } from './user-data-part.ts';

/** A managed node group, as EKS tells of it. */
export interface ManagedNodeGroup {
  readonly cluster: string;
  readonly name: string;
  /** `CUSTOM` where its launch template names an image. */
  readonly amiType?: string;
  /** Kubernetes', `1.30`. */
  readonly version?: string;
  readonly capacityType?: string;
  readonly diskSize?: number;
  readonly instanceTypes?: readonly string[];
  readonly launchTemplate?: LaunchTemplateId;
}

/** The one version of a launch template that a node group uses. */
export interface LaunchTemplateId {
  readonly id: string;
  readonly name?: string;
  readonly version: string;
}

/** What such a version says; `undefined` where it is gone. */
export interface LaunchTemplate {
  /** In base64, as EC2 gives it. */
  readonly userData?: string;
  /** All else, by EC2's own names. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * The setup that a node group of an account is. Its release is what it runs today and not what it is pinned to, so that the setup
 * has none: the next release is asked about as well.
 */
export function managedNodeGroupSetup(
  group: ManagedNodeGroup,
  template: LaunchTemplate | undefined,
  context: ReaderContext,
): Setup {
  const { amiType, cluster, launchTemplate, name, version, ...fields } = group;
  const file = `node group ${cluster}/${name}`;
  const minor = minorOfText(version);
  const image = template?.data['ImageId'];
  return makeSetup(
    { name: `${cluster}/${name}`, kind: 'node-group', place: placeAt(wholeText({ file, text: '{' }), 0) },
    [
      factsOfAmiType(amiType),
      minor === undefined ? {} : { kubernetes: minor },
      factsOfParameter(typeof image === 'string' ? image : undefined),
    ],
    [
      settingsPart('node-group', file, { amiType, version, ...fields }),
      ...(launchTemplate === undefined ? [] : templateParts(launchTemplate, template, amiType, context)),
    ],
  );
}

function templateParts(
  { id, name = id, version }: LaunchTemplateId,
  template: LaunchTemplate | undefined,
  amiType: string | undefined,
  context: ReaderContext,
): readonly Part[] {
  const file = `launch template ${name} version ${version}`;
  const head = wholeText({ file, text: '' });
  if (template === undefined) return [openPart(placeAt(head, 0), 'This version is no longer there.')];
  const settings = settingsPart('launch-template', `data of ${file}`, template.data);
  if (template.userData === undefined) return [settings];
  // A line of the script itself is what people look for, and not the one line of base64 that it is kept as.
  const decoded = decodeBase64(wholeText({ file, text: template.userData }), context);
  if (decoded === undefined)
    return [settings, openPart(placeAt(head, 0), 'The user data is no base64, or too big when unpacked.')];
  const text = textTree(wholeText({ file, text: decoded.text }));
  return [settings, userDataPart(text, context, amiType === undefined ? undefined : systemOf(amiType))];
}

/** Lines of these settings are those of the JSON that the AWS command line prints of them. */
function settingsPart(of: Program, file: string, fields: Readonly<Record<string, unknown>>): Part {
  const whole = wholeText({ file, text: JSON.stringify(fields, undefined, 2) });
  const tree = readYaml(whole);
  return tree.is === 'broken'
    ? openPart(placeAt(whole, tree.offset), `It cannot be parsed: ${tree.why}`)
    : settingsOf(of, tree);
}
