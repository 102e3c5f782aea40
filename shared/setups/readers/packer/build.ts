import { factsOfImageName } from '../../image-facts.ts';
import { makeSetup, type Part } from '../../make-setup.ts';
import type { ReaderContext } from '../../reader.ts';
import type { Place, Setup } from '../../setup.ts';
import { settingsOf } from '../../tree/settings.ts';
import { field, restOf, type Tree, withoutFields } from '../../tree/tree.ts';
import { readBuildScripts } from '../../user-data/read-user-data.ts';
import { openPart } from '../../user-data-part.ts';
import { writtenText } from '../terraform/image.ts';
import { scriptsOf } from './provisioner.ts';

/** One image that a build makes: its builder, and the provisioners in their order. */
export interface Build {
  readonly name: string;
  readonly place: Place;
  /** Absent where it is in another file. */
  readonly builder: Tree | undefined;
  readonly provisioners: Tree | undefined;
  readonly file: string;
}

/** The setup of an image build. All its provisioners work on one machine, so they are read as one run. */
export function buildSetup(
  { name, place, builder, provisioners, file }: Build,
  context: ReaderContext,
): Setup {
  const filter = field(builder, 'source_ami_filter', 'filters', 'name');
  const rest = restOf(provisioners);
  const { scripts, gaps } = scriptsOf(provisioners, name, file, context);
  const parts: readonly Part[] = [
    settingsOf('image-build', withoutFields(builder, ['type', 'tags', 'run_tags', 'user_data'])),
    builder === undefined
      ? { gaps: [{ place, why: 'The builder is not in this file.', about: 'image-build' }] }
      : {},
    readBuildScripts(scripts, context),
    { gaps },
    rest === undefined ? {} : openPart(place, `${rest.text} ${rest.why}.`),
  ];
  return makeSetup({ name, kind: 'image-build', place }, [factsOfImageName(writtenText(filter))], parts);
}
