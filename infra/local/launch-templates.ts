import { randomUUID } from 'node:crypto';
import { element, failure } from './ec2-xml.ts';
import type { Reply } from './signed-request.ts';

/** A version of a launch template, as far as this tells of it. */
export interface StoredLaunchTemplate {
  /** As people write it; EC2 hands it out in base64. */
  readonly userData?: string | Uint8Array;
  readonly imageId?: string;
  readonly instanceType?: string;
  readonly rootVolumeGib?: number;
  /** Tags of the instances that it starts. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The launch templates of one Region: by `lt-0123:3`, id and version. */
export type LaunchTemplates = ReadonlyMap<string, StoredLaunchTemplate>;

/** One version of one launch template, as DescribeLaunchTemplateVersions gives it, or EC2's own words for what is not there. */
export function describeLaunchTemplate(form: URLSearchParams, templates: LaunchTemplates): Reply {
  const id = form.get('LaunchTemplateId') ?? '';
  const version = form.get('LaunchTemplateVersion.1') ?? '';
  const found = templates.get(`${id}:${version}`);
  if (found !== undefined) return answer(id, version, found);
  const isKnown = [...templates.keys()].some((key) => key.startsWith(`${id}:`));
  return isKnown
    ? failure('InvalidLaunchTemplateId.VersionNotFound', `Could not find launch template version ${version}`)
    : failure('InvalidLaunchTemplateId.NotFound', `The launch template ID '${id}' does not exist`);
}

function answer(id: string, version: string, template: StoredLaunchTemplate): Reply {
  const { imageId, instanceType, rootVolumeGib, tags = {}, userData } = template;
  const encoded = userData === undefined ? undefined : Buffer.from(userData).toString('base64');
  const volume =
    rootVolumeGib === undefined
      ? ''
      : `<blockDeviceMappingSet><item><deviceName>/dev/xvda</deviceName><ebs><volumeSize>${rootVolumeGib}</volumeSize></ebs></item></blockDeviceMappingSet>`;
  const tagged = Object.entries(tags).map(
    ([key, value]) => `<item>${element('key', key)}${element('value', value)}</item>`,
  );
  const specified =
    tagged.length === 0
      ? ''
      : `<tagSpecificationSet><item><resourceType>instance</resourceType><tagSet>${tagged.join('')}</tagSet></item></tagSpecificationSet>`;
  return {
    status: 200,
    text: `<?xml version="1.0" encoding="UTF-8"?>
<DescribeLaunchTemplateVersionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
  <requestId>${randomUUID()}</requestId>
  <launchTemplateVersionSet><item>
    ${element('launchTemplateId', id)}${element('versionNumber', version)}<defaultVersion>true</defaultVersion>
    <launchTemplateData>${element('imageId', imageId)}${element('instanceType', instanceType)}${element('userData', encoded)}${volume}${specified}</launchTemplateData>
  </item></launchTemplateVersionSet>
</DescribeLaunchTemplateVersionsResponse>`,
  };
}
