/** The setting of policies that bind production only: a regular expression of stack names. */
export interface Production {
  stacks: string;
}

export const production = {
  stacks: { type: "string", default: "^prod", description: "Regular expression of the stack names it binds." },
} as const;

export function isProduction(stack: string, { stacks }: Production): boolean {
  return new RegExp(stacks).test(stack);
}
