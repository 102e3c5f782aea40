import { type LocatedText, placeAt } from './located-text.ts';
import type { Part } from './make-setup.ts';
import type { Gap } from './setup.ts';
import { insertedLines, readToml } from './tree/read-toml.ts';
import { settingsOf } from './tree/settings.ts';
import { field } from './tree/tree.ts';

/** Whether a text is Bottlerocket's user data: TOML with tables or keys under `settings`. */
export function isBottlerocket(text: string): boolean {
  return /^[ \t]*(?:\[\[?[ \t]*settings[ \t]*[.\]]|settings[ \t]*\.[\w."-]+[ \t]*=)/m.test(text);
}

/** The settings of Bottlerocket's API that user data gives. */
export function readBottlerocket(text: LocatedText): Part {
  const tree = readToml(text);
  if (tree.is === 'broken') {
    const why = `This is no TOML: ${tree.why}`;
    return { operatingSystem: 'Bottlerocket', gaps: [{ place: placeAt(text, tree.offset), why, about: 'all' }] };
  }
  const inserted = insertedLines(text).map((line): Gap => {
    const hole = line.runs[0]?.hole;
    return { place: placeAt(line, 0), why: `${hole?.text} ${hole?.why}.`, about: 'bottlerocket' };
  });
  const { settings, gaps } = settingsOf('bottlerocket', field(tree, 'settings'), { prefix: 'settings' });
  return { operatingSystem: 'Bottlerocket', settings, gaps: [...gaps, ...inserted] };
}
