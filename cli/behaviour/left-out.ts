/** Reported changes that have no entry, and why: nobody has to look into them again. */
export const leftOut: readonly { readonly name: string; readonly reason: string }[] = [
  {
    name: 'containerd 2.0 and the flags of ctr in custom image builds',
    reason:
      'no EKS release has it: the package repository of AL2023 offered containerd 2.0.5 in June 2025 to custom builds from templates before v20250519. What remains of it is in containerd2-rollout and al2023-dnf-update-drifts-containerd.',
  },
  {
    name: 'the first move of AL2023 to kernel 6.12, in April 2025',
    reason:
      'no release has it: the move (pull request 2207) and its way back (2214) are both in v20250410, whose tables have kernel 6.1.',
  },
];
