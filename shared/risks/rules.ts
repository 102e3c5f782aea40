import { acceleratorKernel } from './accelerator-kernel.ts';
import { afterWithdrawal } from './after-withdrawal.ts';
import { awsWarning } from './aws-warning.ts';
import { downgrade } from './downgrade.ts';
import { endOfLife } from './end-of-life.ts';
import { longJump } from './long-jump.ts';
import { newLine } from './new-line.ts';
import { newMinor } from './new-minor.ts';
import { packageSet } from './package-set.ts';
import type { RiskSeverity } from './risk.ts';

/** Every general rule. A new one is a module and a line here. */
export const rules = [
  newLine,
  newMinor,
  downgrade,
  packageSet,
  longJump,
  acceleratorKernel,
  afterWithdrawal,
  awsWarning,
  endOfLife,
] as const;

export type RuleId = (typeof rules)[number]['id'];

/** What a rule's risks weigh instead of the rule's own severity; `off` raises none. */
export type RiskSettings = Readonly<Partial<Record<RuleId, RiskSeverity | 'off'>>>;
