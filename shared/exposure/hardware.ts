import { type AmiType, architectureOf, isAmiType } from '../parameters/track.ts';
import type { Setup } from '../setups/setup.ts';
import { askFamily, namedFamilies, saysInstances } from './ask-instances.ts';
import { type InstanceFamily, sampleFamilies } from './instance-family.ts';

/** What instances of a setup may have, by the instance types that it names or leaves open. */
export interface Hardware {
  readonly x86_64: boolean;
  readonly arm64: boolean;
  readonly gpu: boolean;
  readonly neuron: boolean;
}

const anything: Hardware = { x86_64: true, arm64: true, gpu: true, neuron: true };

export function hardwareOf(setup: Setup): Hardware {
  // An AMI type says it better: nobody but the team knows why it does not fit the instance type.
  if (!saysInstances(setup) || (setup.amiType !== undefined && isAmiType(setup.amiType))) return anything;
  const named = namedFamilies(setup);
  const known = named.flatMap((family) => family ?? []);
  if (known.length < named.length) return anything;
  const open = (known.length > 0 ? known : sampleFamilies).filter(
    (family) => askFamily(family, setup).truth !== 'no',
  );
  // What leaves none of these chooses among families that are not known here.
  if (open.length === 0) return anything;
  const some = (holds: (family: InstanceFamily) => boolean) => open.some(holds);
  return {
    x86_64: some(({ architecture }) => architecture === 'x86_64'),
    arm64: some(({ architecture }) => architecture === 'arm64'),
    gpu: some(({ accelerator }) => accelerator === 'gpu'),
    neuron: some(({ accelerator }) => accelerator === 'neuron'),
  };
}

/** Whether such instances may boot images of that type. Any of them runs one without drivers for accelerators. */
export function mayBoot(type: AmiType, hardware: Hardware): boolean {
  if (!hardware[architectureOf(type)]) return false;
  if (type.endsWith('_GPU')) return hardware.gpu || hardware.neuron;
  if (type.endsWith('_NVIDIA')) return hardware.gpu;
  return !type.endsWith('_NEURON') || hardware.neuron;
}

/** Whether images of that type are for accelerators alone. */
export function isForAccelerators(type: AmiType): boolean {
  return /_(?:GPU|NVIDIA|NEURON)$/.test(type);
}

/** Whether the setup says anything of the hardware or of what only accelerators need. */
export function saysHardware(setup: Setup): boolean {
  const speaks = (text: string) => /nvidia|neuron|\bgpus?\b|cuda/i.test(text);
  return (
    (setup.amiType !== undefined && isAmiType(setup.amiType)) ||
    saysInstances(setup) ||
    setup.settings.some(({ key, value }) => speaks(key) || speaks(value.text)) ||
    setup.steps.some((step) => {
      if (step.does === 'run') return speaks(step.program) || step.words.some(({ text }) => speaks(text));
      return step.does === 'packages' && step.names.some(({ text }) => speaks(text));
    })
  );
}
