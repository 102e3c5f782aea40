/**
 * The name of a parameter of one's own. Below /aws/ are those of AWS, and secrets of Secrets Manager by another name, which take a
 * permission that no role has for a single name.
 */
export const ownParameterForm = /^(?!\/aws\/)(\/[\w.-]+)+$/;
