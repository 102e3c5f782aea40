import { imageName } from '../../parameters/image-name.ts';
import { tagDate } from '../../parameters/release-tag.ts';
import { isAmiType, type Minor, minorOf, type Track, trackOf } from '../../parameters/track.ts';
import { parseColumnTrackSet, parseTrackSet, splitColumnTrack } from '../../parameters/track-set.ts';
import { type Problem, quoted } from '../../problem.ts';
import type { Cell, NotedImage, Reading, Reference, ReleaseFacts, SourceImage } from '../facts.ts';
import { inOrder } from '../reading.ts';
import { callout, pullRequest } from '../reference.ts';
import { absent, type RecordedRelease, regenerate } from './recorded-release.ts';

/** The facts of a recorded release, in order; the exact inverse of `recordRelease`. */
export function readRecord(record: RecordedRelease): Reading {
  const problems: Problem[] = [];
  const report: Report = (place, value, message) => {
    problems.push({
      kind: 'recorded-value-unknown',
      subject: record.release,
      place,
      message: `${quoted(value)} ${message}`,
      remedy: regenerate,
    });
  };
  const images = readImages(record, report);
  const cells = Object.entries(record.packages).flatMap(([name, versions]) =>
    Object.entries(versions).flatMap(([version, set]) => readCells(name, version, set, report)),
  );
  const { release, withdrawn } = record;
  const sourceImages = readSourceImages(record, report);
  const references = readReferences(record);
  const facts: ReleaseFacts = {
    stream: 'eks-amazon-linux',
    release,
    ...(withdrawn === undefined ? {} : { withdrawn }),
    images,
    cells,
    ...(sourceImages.length === 0 ? {} : { sourceImages }),
    ...(references.length === 0 ? {} : { references }),
  };
  return { facts: inOrder(facts), problems };
}

type Report = (place: string, value: string, message: string) => void;

/** A minor alone where kubelet's version is not known. */
const kubeletShape = /^([1-9]\d?\.(?:0|[1-9]\d{0,2}))(?:(\.\d{1,3})(-20\d{6})?)?$/;

function readImages(record: RecordedRelease, report: Report): NotedImage[] {
  const names = irregularNames(record, report);
  const date = tagDate(record.release).replaceAll('-', '');
  return Object.entries(record.kubernetes).flatMap(([version, types]) => {
    const [, minor, patch, ownDate] = kubeletShape.exec(version) ?? [];
    if (minor === undefined) {
      report('kubernetes', version, 'is no version of kubelet.');
      return [];
    }
    const dated = ownDate === undefined ? `${version}-${date}` : version;
    const releaseVersion = patch === undefined ? undefined : dated;
    return types.split(',').flatMap((type) => {
      if (!isAmiType(type)) {
        report(`kubernetes ${version}`, type, 'is no AMI type.');
        return [];
      }
      const track = trackOf(type, minor as Minor);
      return [{ track, imageName: names.get(track) ?? imageName(track, record.release), releaseVersion }];
    });
  });
}

function irregularNames({ imageNames = {}, release }: RecordedRelease, report: Report): Map<Track, string> {
  const named = Object.entries(imageNames).flatMap(([template, set]) => {
    const tracks = parseTrackSet(set);
    if (tracks === undefined) report(`imageNames ${template}`, set, 'is no set of tracks.');
    return (tracks ?? []).map((track): [Track, string] => {
      const name = template.replace('{kubernetes}', minorOf(track)).replace('{release}', release);
      return [track, name];
    });
  });
  return new Map(named);
}

function readSourceImages({ sourceImages = {} }: RecordedRelease, report: Report): SourceImage[] {
  return Object.entries(sourceImages).flatMap(([imageName, set]) => {
    const tracks = parseTrackSet(set);
    if (tracks === undefined) report(`sourceImages ${imageName}`, set, 'is no set of tracks.');
    return (tracks ?? []).map((track) => ({ track, imageName }));
  });
}

function readReferences({ callouts = [], pullRequests = [], release }: RecordedRelease): Reference[] {
  return [...callouts.map((kind) => callout(kind, release)), ...pullRequests.map(pullRequest)];
}

function readCells(name: string, version: string, set: string, report: Report): Cell[] {
  const columns = parseColumnTrackSet(set);
  if (columns === undefined) report(`packages ${name} ${version}`, set, 'is no set of tracks.');
  return (columns ?? []).map((column) => {
    return { ...splitColumnTrack(column), package: name, version: version === absent ? undefined : version };
  });
}
