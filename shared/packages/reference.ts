import { type ReleaseTag, releaseNotesUrl } from '../parameters/release-tag.ts';
import type { CalloutKind, Reference } from './facts.ts';

const repository = 'https://github.com/awslabs/amazon-eks-ami';

/** The link to a pull request of upstream. */
export function pullRequest(number: number): Reference {
  return { kind: 'pull-request', number, link: `${repository}/pull/${number}` };
}

/** The link to a callout, which stands somewhere in the release's notes. */
export function callout(kind: CalloutKind, release: ReleaseTag): Reference {
  return { kind: 'callout', callout: kind, link: releaseNotesUrl(release) };
}
