/**
 * What a team wrote that decides how its nodes behave, in one form whatever file it came from.
 *
 * A reader (`shared/setups/readers/`) makes setups from a text; conditions of the knowledge base (`shared/exposure/`)
 * are asked of setups alone. A value that cannot be known by reading (a variable, a command's output) says so, since
 * "cannot tell" is an answer and a wrong "not exposed" is the worst one.
 */

/** Where something stands: line and column count from 1, and `excerpt` is that line, cut to 160 characters. */
export interface Place {
  /** The path as it was given, or `-` for standard input. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly excerpt: string;
  /** Of text that was decoded (base64, gzip) or quoted with escapes: lines count inside it, and this is where it stands. */
  readonly within?: Place;
}

/** A text that is known, or one with parts that only the run decides (`text` then has it as it was written). */
export type Value =
  | { readonly known: true; readonly text: string }
  | {
      readonly known: false;
      readonly text: string;
      readonly why: string;
      /** What is known of it, where that is sure: the texts before, between and after the unknown parts, one more than these. */
      readonly pieces?: readonly string[];
    };

/** Whose text or setting it is; the knowledge base uses the same words. */
export const setupKinds = [
  'user-data',
  'node-config',
  'image-build',
  'node-group',
  'pod-spec',
  'cluster',
] as const;
export type SetupKind = (typeof setupKinds)[number];

export const operatingSystems = ['AL2', 'AL2023', 'Bottlerocket', 'Windows', 'Ubuntu'] as const;
export type OperatingSystem = (typeof operatingSystems)[number];

/**
 * Which program reads a setting. Keys are dotted paths in that program's own words, with list places as `[0]` and keys that have a
 * dot or a bracket of their own quoted: `plugins."io.containerd.grpc.v1.cri".registry.config_path`.
 *
 * - `kubelet-flag`: `resolv-conf`, `node-labels` (names without dashes before them), whoever hands it to kubelet.
 * - `kubelet-config`: KubeletConfiguration's fields, `resolvConf`, `evictionHard."memory.available"`.
 * - `containerd`: config.toml and its drop-ins, NodeConfig's `spec.containerd.config` among them.
 * - `node-config`: nodeadm's NodeConfig, `spec.instance.localStorage.strategy`. `spec.containerd.config` has the names of the plugins in it.
 * - `cloud-config`, `bottlerocket` (`settings.…`), `eksctl` (fields of the node group, or `metadata.…` of the cluster), `node-class` and
 *   `node-pool` (Karpenter, `spec.…`), `launch-template` and `node-group` (EC2's and EKS's API names: `MetadataOptions.HttpTokens`,
 *   `amiType`, `releaseVersion`, `instanceTypes[0]`; Terraform's and CloudFormation's are turned into these),
 * - `bootstrap`: arguments of /etc/eks/bootstrap.sh, `container-runtime`, `use-max-pods`,
 * - `image-build`: Packer's builder, `source_ami_filter.filters.name`,
 * - `pod`: `spec.…` of a pod or of a pod template; `registry-hosts`: hosts.toml under a certs.d directory; `sysctl`; `environment`.
 */
export const programs = [
  'kubelet-flag',
  'kubelet-config',
  'containerd',
  'node-config',
  'cloud-config',
  'bottlerocket',
  'bootstrap',
  'eksctl',
  'node-class',
  'node-pool',
  'launch-template',
  'node-group',
  'image-build',
  'registry-hosts',
  'sysctl',
  'environment',
  'pod',
] as const;
export type Program = (typeof programs)[number];

/** One setting, with the value that wins at last where several parts set it. Numbers and booleans are their YAML text. */
export interface Setting {
  readonly of: Program;
  readonly key: string;
  readonly value: Value;
  readonly place: Place;
  /** False where it is set in a branch that may not be taken. */
  readonly certain: boolean;
  /** The file on the node that holds it, where it is one: `/etc/containerd/config.toml`, `/etc/containerd/conf.d/x.toml`. */
  readonly path?: string;
}

/** When a step runs, in the order in which they do. `build` is an image build; bootstrap is bootstrap.sh, or nodeadm on AL2023. */
export const phases = ['build', 'boothook', 'before-bootstrap', 'bootstrap', 'after-bootstrap'] as const;
export type Phase = (typeof phases)[number];

interface StepBase {
  readonly place: Place;
  readonly phase: Phase;
  /** False inside a branch, a loop or a function that may not run. */
  readonly certain: boolean;
  /** Of steps that are not certain: those with the same branch run together or not at all. */
  readonly branch?: string;
}

/** One thing that a script or a declaration does, in the order of run time. A command is a `run`, and where its meaning is known also what it means. */
export type Step = StepBase &
  (
    | { readonly does: 'run'; readonly program: string; readonly words: readonly Value[] }
    | {
        readonly does: 'write';
        readonly path: Value;
        /** `edit`: sed -i, or another change of a part. */
        readonly how: 'replace' | 'append' | 'edit';
        readonly content: Value;
      }
    | {
        readonly does: 'mount';
        readonly path: Value;
        readonly device: Value;
        readonly by: 'command' | 'fstab' | 'systemd' | 'cloud-config';
      }
    | { readonly does: 'copy'; readonly from: Value; readonly to: Value }
    | { readonly does: 'remove'; readonly path: Value }
    /** A symbolic link; where there is a directory at the path already, the system makes it inside that one. */
    | { readonly does: 'link'; readonly path: Value; readonly target: Value }
    | {
        readonly does: 'packages';
        readonly action: 'install' | 'update' | 'remove' | 'lock';
        readonly manager: 'dnf' | 'yum' | 'rpm' | 'apt' | 'cloud-init';
        /** Empty: all of them. */
        readonly names: readonly Value[];
        readonly options: readonly Value[];
        /** It is tried again where it fails: in a loop, behind `||`, by a unit with `Restart=`. */
        readonly retried?: true;
        /** Another of the setup's own runs in the background meanwhile, and one of the two is rpm's: dnf and yum wait for each other alone. */
        readonly beside?: true;
      }
    | { readonly does: 'service'; readonly action: string; readonly unit: Value }
  );

/** What a file on the node holds when all steps have run, as far as the setup decides it. */
export interface NodeFile {
  readonly path: string;
  readonly content: Value;
  readonly place: Place;
  readonly certain: boolean;
}

/** Something that could not be read, and what that leaves open. */
export interface Gap {
  readonly place: Place;
  /** A sentence: `The template file nodes.tftpl is made at run time.` */
  readonly why: string;
  /** `all`: anything may stand there. A program: only settings of it may. */
  readonly about: 'all' | Program;
  /** The file on the node that could not be read, where it is one. */
  readonly path?: string;
  /** Of an edit, its text: settings that it does not name are the image's own still. */
  readonly names?: string;
}

/** One kind of node, pod or image, as one or several files make it. */
export interface Setup {
  /** How the team calls it: `payments-blue`, `aws_launch_template.nodes`, or the file's name. */
  readonly name: string;
  readonly kind: SetupKind;
  readonly place: Place;
  /** What it says itself, where it does. */
  readonly operatingSystem?: OperatingSystem;
  /** `AL2023_x86_64_STANDARD`, where it names one. */
  readonly amiType?: string;
  readonly kubernetes?: string;
  /** A pinned release's tag, `v20240828`. */
  readonly release?: string;
  /** Why it may be of no node of EKS at all: `Nothing in it says that it is for a node of EKS.` */
  readonly unsure?: string;
  readonly settings: readonly Setting[];
  readonly steps: readonly Step[];
  readonly files: readonly NodeFile[];
  readonly gaps: readonly Gap[];
}
