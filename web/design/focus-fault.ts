interface Fields {
  readonly getInputNode: (path: string) => HTMLElement | null;
}

/** For whoever sends a form with faults: leads to the field that has the first one on the page. */
export function focusFault(form: Fields): (errors: Readonly<Record<string, unknown>>) => void {
  return (errors) => {
    const inputs = Object.keys(errors).flatMap((path) => form.getInputNode(path) ?? []);
    const [first] = inputs.sort((one, other) => (isBefore(one, other) ? -1 : 1));
    first?.focus();
  };
}

function isBefore(one: Node, other: Node): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
