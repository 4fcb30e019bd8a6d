import { builtImage } from "../platform/images";

/** Of the server, and of everything that runs its programs. */
export const image = builtImage("postgres");
export const user = 999;
