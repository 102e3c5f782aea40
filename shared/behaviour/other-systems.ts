/**
 * Operating systems that EKS has images of and that no stream is watched of. Entries may speak of them, and match nothing
 * until there is such a stream.
 */
export const otherOperatingSystems = ['Bottlerocket', 'Windows'] as const;

/** Their AMI types, as EKS's `amiType` has them. */
export const otherAmiTypes = [
  'BOTTLEROCKET_x86_64',
  'BOTTLEROCKET_ARM_64',
  'BOTTLEROCKET_x86_64_FIPS',
  'BOTTLEROCKET_ARM_64_FIPS',
  'BOTTLEROCKET_x86_64_NVIDIA',
  'BOTTLEROCKET_ARM_64_NVIDIA',
  'WINDOWS_CORE_2019_x86_64',
  'WINDOWS_FULL_2019_x86_64',
  'WINDOWS_CORE_2022_x86_64',
  'WINDOWS_FULL_2022_x86_64',
  'WINDOWS_CORE_2025_x86_64',
  'WINDOWS_FULL_2025_x86_64',
] as const;
