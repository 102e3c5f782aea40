import { quoted } from '../../problem.ts';
import { addVersion, type Detail, type DetailContext, reportDetail } from './detail-list.ts';
import { isPackageName } from './words.ts';

const shape = /^([^:`]+?) ?: (.+)$/;
/** `5.4.149-73.259.amzn2 (1.19 and above)`; one release in the autumn of 2021 leaves the second version out. */
const ranged = /(?:^|, ?)([^\s,()]*) ?\(([^()]*)\)/g;

/** AMI details of v20210519 to v20230203: `kernel: 5.4.149 (1.19 and above), 4.14.252 (1.18 and below)`. */
export function readPlainDetail(detail: Detail, context: DetailContext): void {
  const [, name = '', value = ''] = shape.exec(detail.text) ?? [];
  // A callout among the packages; it is kept as a reference.
  if (name === 'Note') return;
  if (!isPackageName(name)) {
    reportDetail(detail, context.report);
    return;
  }
  for (const line of detail.below) reportDetail(line, context.report);
  const parts = [...value.matchAll(ranged)];
  if (parts.map(([whole]) => whole).join('') !== value) {
    addVersion(context, detail.line, name, value);
    return;
  }
  for (const [, version = '', range = ''] of parts) {
    if (version === '') {
      const message = `${name} has no version for ${quoted(range)}.`;
      context.report('version-missing', `line ${detail.line}`, message);
    } else addVersion(context, detail.line, name, version, range);
  }
}
