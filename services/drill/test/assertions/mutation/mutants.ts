import ts from "typescript";

/** One change of a source text. */
export interface Mutant {
  line: number;
  /** As `a === b → a !== b`. */
  change: string;
  text: string;
}

const operators: Record<string, string[]> = {
  "===": ["!=="],
  "!==": ["==="],
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "&&": ["||"],
  "||": ["&&"],
  "??": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
};

const methods: Record<string, string> = { every: "some", some: "every", min: "max", max: "min" };

/** @returns every mutant of a source: operators, literals, conditions, methods, lists, and assertions that always pass */
export function mutantsOf(source: string): Mutant[] {
  const file = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    for (const to of replacements(node)) {
      const [start, end] = [node.getStart(file), node.getEnd()];
      const line = file.getLineAndCharacterOfPosition(start).line + 1;
      const place = ts.isNumericLiteral(node) ? `in ${node.parent.getText(file)}: ` : "";
      const change = `${place}${node.getText(file)} → ${to}`.replace(/\s+/g, " ");
      found.push({ line, change, text: source.slice(0, start) + to + source.slice(end) });
    }
    if (!ts.isTypeNode(node) && !ts.isImportDeclaration(node)) ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function replacements(node: ts.Node): string[] {
  if (ts.isBinaryExpression(node)) {
    const [left, operator, right] = [node.left, node.operatorToken, node.right].map((part) => part.getText()) as [string, string, string];
    return (operators[operator] ?? []).map((to) => `(${left}) ${to} (${right})`);
  }
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].map((part) => `(${part.getText()})`);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) return [node.operand.getText()];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ["false"];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ["true"];
  if (ts.isNumericLiteral(node)) return [`(${node.getText()} + 1)`];
  if (ts.isBigIntLiteral(node)) return [`(${node.getText()} + 1n)`];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !ts.isAsExpression(node.parent)) return ["[]"];
  if (ts.isPropertyAssignment(node) && node.name.getText() === "judge") return [`judge: () => ({ outcome: "pass" })`];
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) return callReplacements(node, node.expression);
  return [];
}

function callReplacements(node: ts.CallExpression, { expression, name }: ts.PropertyAccessExpression): string[] {
  const rest = node.arguments.map((argument) => argument.getText()).join(", ");
  if (name.text === "filter") return [expression.getText()];
  const other = methods[name.text];
  return other ? [`${expression.getText()}.${other}(${rest})`] : [];
}
