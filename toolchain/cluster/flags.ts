export const flags = (values: Record<string, string>): string[] => Object.entries(values).map(([name, value]) => `--${name}=${value}`);
