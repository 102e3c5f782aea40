/**
 * A stage: what names of stacks and functions take. The longest function's name with it, `amiwatch-<stage>-<function>`, has at most
 * the 64 characters that Lambda allows.
 */
export const stageForm = /^[A-Za-z0-9-]{1,40}$/;

/** The stage of a template for CloudFormation alone, to be found again and made a parameter. No other text has it. */
export const stageMark = 'stage-to-be-given';
