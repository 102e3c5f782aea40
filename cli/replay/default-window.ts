/** Where the story of containerd 1.7.20 begins and ends. */
export const defaultWindow = { from: 'v20240729', to: 'v20241016' } as const;
