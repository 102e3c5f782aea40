/** The form of a Region's code, `us-east-1` or `us-gov-west-1`. */
export const regionForm = /^[a-z]{2,4}(-[a-z]+)+-\d$/;

/** Whether the text has the form of a Region's code; AWS knows which of them exist. */
export function isRegion(text: string): boolean {
  return regionForm.test(text);
}
