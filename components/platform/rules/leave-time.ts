/** Seconds that a replica goes on serving once it is to stop: until then a cluster has forgotten its address. */
export const leaveTime = 5;
