import { parseImageName } from '../../parameters/image-name.ts';
import { type ReleaseTag, tagDate } from '../../parameters/release-tag.ts';
import { type Minor, minorOf } from '../../parameters/track.ts';
import { quoted } from '../../problem.ts';
import type { NotedImage } from '../facts.ts';
import type { Line } from './lines.ts';
import type { Outline } from './outline.ts';
import type { Report } from './problems.ts';

const releaseVersion = /^`?([1-9]\d?\.(?:0|[1-9]\d{0,2}))\.(\d{1,3})-(20\d{6})`?$/;
const binaries = /^s3:\/\/amazon-eks\/([1-9]\d?\.(?:0|[1-9]\d{0,2}))\.(\d{1,3})\/20\d{2}-?\d{2}-?\d{2}\/$/;
/** Commits, where later notes have names; and a note among the names, which is kept as a reference. */
const noName = /^(?:[0-9a-f]{7,40} |Note:)/;

/** The images of notes that list their names, each with its release version where the notes give kubelet's version. */
export function readImageList(outline: Outline, release: ReleaseTag, report: Report): NotedImage[] {
  const versions = releaseVersions(outline, release, report);
  const images: NotedImage[] = [];
  for (const { line, name } of outline.images.flatMap(namesIn)) {
    const named = parseImageName(name);
    if (named?.release === release) {
      const { track } = named;
      images.push({ track, imageName: name, releaseVersion: versions.get(minorOf(track)) });
    } else {
      report('image-name-unknown', `line ${line}`, `${quoted(name)} names no image of this release.`);
    }
  }
  return images;
}

/** The oldest notes list the names in their heading, with bars between them. */
function namesIn({ kind, line, text }: Line): { line: number; name: string }[] {
  const listed = kind === 'item' ? !noName.test(text) : /^amazon-eks-\S+( \||$)/.test(text);
  return listed ? text.split(' | ').map((name) => ({ line, name })) : [];
}

/**
 * By minor. Before v20220824 there is no list of release versions; the published binaries name kubelet's version, and
 * wherever notes have both lists they agree.
 */
function releaseVersions(outline: Outline, release: ReleaseTag, report: Report): Map<Minor, string> {
  const date = tagDate(release).replaceAll('-', '');
  const versions = new Map<Minor, string>();
  for (const { line, text, kind } of outline.binaries) {
    const [, minor, patch] = binaries.exec(text) ?? [];
    if (minor !== undefined) versions.set(minor as Minor, `${minor}.${patch}-${date}`);
    else if (kind !== 'quote')
      report('unknown-binaries', `line ${line}`, `${quoted(text)} is no folder of binaries.`);
  }
  for (const { line, text } of outline['release-versions']) {
    const [, minor, patch, day] = releaseVersion.exec(text) ?? [];
    if (minor === undefined || day !== date) {
      report(
        'release-version-mismatch',
        `line ${line}`,
        `${quoted(text)} is no release version of this release.`,
      );
    }
    // A wrong date is kept as the source has it.
    if (minor !== undefined) versions.set(minor as Minor, `${minor}.${patch}-${day}`);
  }
  return versions;
}
