import type { TrackPackages } from '../packages/packages.ts';
import { amiTypeOf, type Track } from '../parameters/track.ts';

/** Whether nodes have kernel modules from outside the kernel: NVIDIA's or Neuron's driver, or EFA's. */
export function isAccelerated(track: Track, packages: TrackPackages): boolean {
  return /_(?:GPU|NVIDIA|NEURON)$/.test(amiTypeOf(track)) || packages.get('efa')?.version !== undefined;
}
