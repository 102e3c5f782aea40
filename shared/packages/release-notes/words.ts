/** U+2014 in a cell: the AMI does not have the package. */
export const absent = '—';

const packageName = /^[A-Za-z0-9][\w.+-]{0,99}$/;
const versionShape = /^(?=.*\d)[A-Za-z0-9][\w.+~^:-]{0,99}$/;

/** Whether a text can be the name of a package. The older lists also have one of two words, `SSM agent`. */
export function isPackageName(text: string): boolean {
  return packageName.test(text) || text === 'SSM agent';
}

/** Whether a text can be a version as notes write it: one word with a digit. */
export function isVersionText(text: string): boolean {
  return versionShape.test(text);
}
