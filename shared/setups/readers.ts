import type { Reader } from './reader.ts';
import { cloudFormationReader } from './readers/cloud-formation.ts';
import { manifestReader } from './readers/manifests.ts';
import { nodeFileReader } from './readers/node-files.ts';
import { packerReader } from './readers/packer.ts';
import { terraformReader } from './readers/terraform.ts';
import { userDataReader } from './readers/user-data.ts';

/** All readers, the most particular first: a text is read by the first that knows it. */
export const readers: readonly Reader[] = [
  packerReader,
  terraformReader,
  cloudFormationReader,
  manifestReader,
  userDataReader,
  nodeFileReader,
];
