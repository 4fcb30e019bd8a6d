/** Nothing can be said of any backup: that is neither good nor bad news of it. */
export class CouldNotStart extends Error {}

/** What programs say when a disk is full. */
export const noRoom = /no space left on device/i;
