import type { Reader } from '../reader.ts';

/** User data in a file of its own. */
export const userDataReader: Reader = {
  name: 'user data',
  reads: () => false,
  read: () => ({ setups: [], gaps: [] }),
};
