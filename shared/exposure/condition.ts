import type { OperatingSystem, Phase, Program, SetupKind, Step } from '../setups/setup.ts';

/**
 * What makes a setup exposed: one of these, written as an entry's `when`. It is asked of what a reader understood, never
 * of text, and every form takes time in proportion to the setup.
 */
export interface Condition {
  /** All hold. */
  readonly all?: readonly Condition[];
  /** One holds. */
  readonly any?: readonly Condition[];
  readonly not?: Condition;
  readonly setting?: SettingCondition;
  readonly step?: StepCondition;
  readonly file?: FileCondition;
  readonly hidden?: HiddenCondition;
  readonly each?: EachCondition;
  readonly instances?: InstancesCondition;
  readonly setup?: SetupCondition;
  /** True of every setup: the release alone decides. */
  readonly always?: true;
  /** Never known from files; the sentence says why. */
  readonly open?: string;
}

/** A setting is there, and its value fits. */
export interface SettingCondition {
  readonly of: Program | readonly Program[];
  /** A dotted path; `*` is any one part, `[*]` any place in a list, a last `**` whatever follows. Several: any of them. */
  readonly key: string | readonly string[];
  readonly value?: Matcher;
  /** The file on the node that holds it. */
  readonly path?: Matcher;
  /** The same key is set outside of that file as well. */
  readonly alsoElsewhere?: true;
}

/** A step is there, and nothing that takes its effect away. */
export interface StepCondition extends StepPattern {
  /** The condition is false of a step that one of these stands by. */
  readonly unless?: readonly Guard[];
}

/** What takes a step's effect away: another step that comes earlier, later or anywhere, or a setting. */
export interface Guard {
  readonly before?: StepPattern;
  /** With `before`: what ends the guard, where it stands between the two. */
  readonly until?: StepPattern;
  readonly after?: StepPattern;
  readonly anywhere?: StepPattern;
  /** A setting that names the file which the step writes or copies, itself or by a glob. */
  readonly namedBy?: Pick<SettingCondition, 'of' | 'key'>;
}

/** Which steps are meant. A field that is left out fits all; those of another kind of step are mistakes. */
export interface StepPattern {
  readonly does: Step['does'];
  readonly phase?: readonly Phase[];
  /** Of `run`: the command's name. */
  readonly program?: Matcher;
  readonly words?: WordsMatcher;
  /** Of `write`, `mount` and `remove`. */
  readonly path?: Matcher;
  readonly how?: readonly ('replace' | 'append' | 'edit')[];
  readonly content?: Matcher;
  readonly device?: Matcher;
  readonly by?: readonly ('command' | 'fstab' | 'systemd' | 'cloud-config')[];
  readonly from?: Matcher;
  readonly to?: Matcher;
  /** Of `packages` and `service`. */
  readonly action?: readonly string[];
  readonly manager?: readonly ('dnf' | 'yum' | 'rpm' | 'apt' | 'cloud-init')[];
  readonly names?: WordsMatcher;
  readonly options?: WordsMatcher;
  /** Of `packages`: whether it is tried again where it fails. */
  readonly retried?: boolean;
  /** Of `packages`: whether another of the setup's own, that it does not wait for, may run meanwhile. */
  readonly beside?: boolean;
  readonly unit?: Matcher;
}

/** Words of a command, in any order. */
export interface WordsMatcher {
  /** There is none at all. */
  readonly none?: true;
  /** Each fits one word. */
  readonly has?: readonly Matcher[];
  /** One of these fits one word. */
  readonly hasAny?: readonly Matcher[];
  /** None fits any word. */
  readonly lacks?: readonly Matcher[];
}

/** What a file on the node holds in the end. */
export interface FileCondition {
  readonly path?: Matcher;
  /** In place of `path`: the file that a setting names. */
  readonly namedBy?: Pick<SettingCondition, 'of' | 'key'>;
  readonly content: Matcher;
  /** Files of the image that do not fit, so that a setup that leaves them alone is told `no` and not `unknown`. */
  readonly imageHas?: readonly string[];
}

/** What the image has in a directory is out of sight: mounted over, removed, or the program looks elsewhere. */
export interface HiddenCondition {
  readonly path: string;
  /** The setting by which the program looks in another directory. */
  readonly setting?: { readonly of: Program; readonly key: string };
  /** Steps that bring back what counts, and that come later. */
  readonly restoredBy?: readonly StepPattern[];
}

/** The condition holds of one group of settings, such as one container: keys in it begin behind `under`. */
export interface EachCondition {
  readonly of: Program;
  /** `spec.containers[*]`. */
  readonly under: string | readonly string[];
  readonly holds: Condition;
}

/** Nodes are of one of these families of instance types. Setups that say nothing of instance types are not asked. */
export interface InstancesCondition {
  /** `p3`, `p3dn`. */
  readonly families: readonly string[];
}

/** Facts of the whole. What a setup does not say is unknown, save `pinned`. */
export interface SetupCondition {
  readonly kind?: readonly SetupKind[];
  readonly operatingSystem?: readonly OperatingSystem[];
  readonly amiType?: Matcher;
  /** `>=1.30 <1.34`. */
  readonly kubernetes?: string;
  /** The release that it names; false of one that takes what comes. */
  readonly pinned?: Matcher;
}

/** What a text has to be. A text alone means `is`; of several fields all have to fit. */
export type Matcher = string | MatcherGroup;

export interface MatcherGroup {
  readonly is?: string;
  readonly oneOf?: readonly string[];
  readonly startsWith?: string;
  readonly endsWith?: string;
  readonly contains?: string;
  /** The whole text, `*` stands for any characters. */
  readonly like?: string;
  /** One line that is no comment is like it; spaces between words count as one. */
  readonly line?: string;
  /** Nothing but spaces. */
  readonly empty?: true;
  /** As numbers or Kubernetes quantities; false of any other text. */
  readonly lessThan?: string;
  readonly atLeast?: string;
  /** Not a multiple: `10m` fits 125m. */
  readonly notMultipleOf?: string;
  readonly all?: readonly Matcher[];
  readonly any?: readonly Matcher[];
  readonly not?: Matcher;
  /** What is known of the text fits by itself. False where that leaves it open. */
  readonly known?: Matcher;
}
