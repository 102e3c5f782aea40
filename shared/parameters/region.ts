/** Whether the text has the form of a Region's code, `us-east-1` or `us-gov-west-1`; AWS knows which of them exist. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(text);
}
