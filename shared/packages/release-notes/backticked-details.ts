import type { AmiType } from '../../parameters/track.ts';
import { addVersion, type Detail, type DetailContext, reportDetail } from './detail-list.ts';
import type { Line } from './lines.ts';
import { isPackageName } from './words.ts';

const shape = /^`([^`]+)`: ?(.*)$/;
const forMinors = /^Kubernetes ([^:]+): (\S+)$/;
const notInstalled = /^\*\*Note\*\* that (\S+) is not installed on AMI's with Kubernetes (\S+?)\.$/;
const gpuOnly = /^\*\*Note\*\* that with Kubernetes (\S+), (\S+) is only installed on GPU AMI's\./;
/** From here on, the minors below are the GPU image's. */
const gpuVersions = /\*\*Note: .*\bGPU AMI\b.*:$/;
/** It names a kernel line and no version: the GPU image's kernel stays unknown. */
const gpuLine = /\bGPU AMI\b.* will continue to use `?kernel-\d+\.\d+`?/;

const withoutGpu: readonly AmiType[] = ['AL2_x86_64', 'AL2_ARM_64'];

/** AMI details of v20230211 to v20231027: names in backticks, and below them minors, exceptions and notes. */
export function readBacktickedDetail(detail: Detail, context: DetailContext): void {
  const [, name = '', value = ''] = shape.exec(detail.text) ?? [];
  if (!isPackageName(name) || (value === '' && detail.below.length === 0)) {
    reportDetail(detail, context.report);
    return;
  }
  const exceptions = detail.below.map((line) => exceptionOf(line)).find((found) => found !== undefined);
  if (value !== '') addPackage(detail, name, value, exceptions, context);
  let amiTypes: readonly (AmiType | '*')[] = ['*'];
  for (const line of detail.below) {
    const [, range, version] = forMinors.exec(line.text) ?? [];
    if (range !== undefined) addVersion(context, line.line, name, version, range, amiTypes);
    else if (gpuVersions.test(line.text)) amiTypes = ['AL2_x86_64_GPU'];
    else if (exceptionOf(line) === undefined && !gpuLine.test(line.text)) reportDetail(line, context.report);
  }
}

interface Exception {
  readonly line: number;
  readonly range: string;
  /** Which images of these minors lack the package. */
  readonly lacking: 'all' | 'but-gpu';
}

function exceptionOf({ line, text }: Line): Exception | undefined {
  const [, , everywhere] = notInstalled.exec(text) ?? [];
  if (everywhere !== undefined) return { line, range: everywhere, lacking: 'all' };
  const [, range] = gpuOnly.exec(text) ?? [];
  return range === undefined ? undefined : { line, range, lacking: 'but-gpu' };
}

/** The package on all minors, save those that a note excepts: there it is absent, on all images or on all but GPUs'. */
function addPackage(
  detail: Detail,
  name: string,
  version: string,
  exception: Exception | undefined,
  context: DetailContext,
): void {
  const excepted = new Set<string>();
  if (exception !== undefined) {
    const { lacking, line, range } = exception;
    const add: DetailContext['add'] = (cell) => {
      excepted.add(cell.kubernetes);
      context.add(cell);
    };
    addVersion({ ...context, add }, line, name, undefined, range, lacking === 'all' ? ['*'] : withoutGpu);
    if (lacking === 'but-gpu') addVersion(context, line, name, version, range, ['AL2_x86_64_GPU']);
  }
  const minors = context.minors.filter((minor) => !excepted.has(minor));
  addVersion({ ...context, minors }, detail.line, name, version);
}
