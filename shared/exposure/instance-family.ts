import type { Architecture } from '../parameters/track.ts';

/** What the name of an instance family says, as Karpenter's labels have it: `g5g` is category g, generation 5, arm64, with GPUs. */
export interface InstanceFamily {
  readonly name: string;
  readonly category: string;
  readonly generation: number;
  readonly architecture: Architecture;
  /** NVIDIA's GPUs, or AWS's own chips; only images made for them have the drivers. */
  readonly accelerator?: 'gpu' | 'neuron';
}

/** The family of `p3dn.24xlarge`, or of `p3dn`; nothing where it is no name of one. */
export function familyOf(type: string): InstanceFamily | undefined {
  const [name = ''] = type.split('.');
  const [, category = '', generation = '', rest = ''] =
    /^([a-z]+)(?:-\d+tb)?(\d+)([a-z0-9-]*)$/.exec(name) ?? [];
  if (category === '') return undefined;
  const accelerator = name === 'g4ad' ? undefined : accelerators[category];
  return {
    name,
    category,
    generation: Number(generation),
    // Graviton's letter stands behind the generation; the first of them came before the rule.
    architecture: rest.includes('g') || name === 'a1' ? 'arm64' : 'x86_64',
    ...(accelerator && { accelerator }),
  };
}

const accelerators: Readonly<Record<string, InstanceFamily['accelerator']>> = {
  p: 'gpu',
  g: 'gpu',
  gr: 'gpu',
  inf: 'neuron',
  trn: 'neuron',
};

/** Families by which it is told what a choice leaves open: all with an accelerator, and some of each kind without. */
export const sampleFamilies: readonly InstanceFamily[] = [
  'p2 p3 p3dn p4d p4de p5 p5e p5en p6-b200 p6-b300 p6e-gb200 g3 g3s g4dn g5 g5g g6 g6e g6f gr6 gr6f g7 g7e',
  'inf1 inf2 trn1 trn1n trn2',
  'm4 m5 m5a m6i m6g m7i m7a m7g m8i m8g c4 c5 c6i c6g c7i c7g c8i c8g r4 r5 r6i r6g r7i r7g r8i r8g t2 t3 t3a t4g',
  'i3 i3en i4i i4g i7ie i8g d3 x1 x2gd x2idn z1d a1 h1 f1 f2 hpc7a hpc7g u7i-12tb',
]
  .join(' ')
  .split(' ')
  .flatMap((name) => familyOf(name) ?? []);
