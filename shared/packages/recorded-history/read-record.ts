import { imageName } from '../../parameters/image-name.ts';
import { tagDate } from '../../parameters/release-tag.ts';
import { isAmiType, type Minor, minorOf, type Track, trackOf } from '../../parameters/track.ts';
import { parseColumnTrackSet, parseTrackSet, splitColumnTrack } from '../../parameters/track-set.ts';
import { type Problem, quoted } from '../../problem.ts';
import type { Cell, NotedImage, Reading } from '../facts.ts';
import { inOrder } from '../reading.ts';
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
  const facts = { stream: 'eks-amazon-linux' as const, release, images, cells };
  return { facts: inOrder(withdrawn === undefined ? facts : { ...facts, withdrawn }), problems };
}

type Report = (place: string, value: string, message: string) => void;

const kubeletShape = /^([1-9]\d?\.(?:0|[1-9]\d{0,2}))\.\d{1,3}(-20\d{6})?$/;

function readImages(record: RecordedRelease, report: Report): NotedImage[] {
  const names = irregularNames(record, report);
  const date = tagDate(record.release).replaceAll('-', '');
  return Object.entries(record.kubernetes).flatMap(([version, types]) => {
    const [, minor, ownDate] = kubeletShape.exec(version) ?? [];
    if (minor === undefined) {
      report('kubernetes', version, 'is no version of kubelet.');
      return [];
    }
    const releaseVersion = ownDate === undefined ? `${version}-${date}` : version;
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

function readCells(name: string, version: string, set: string, report: Report): Cell[] {
  const columns = parseColumnTrackSet(set);
  if (columns === undefined) report(`packages ${name} ${version}`, set, 'is no set of tracks.');
  return (columns ?? []).map((column) => {
    return { ...splitColumnTrack(column), package: name, version: version === absent ? undefined : version };
  });
}
