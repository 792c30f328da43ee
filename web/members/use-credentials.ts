import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { focusFault } from "#web/design/focus-fault.ts";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { Problem } from "#web/shell/problem.ts";

interface FormErrors {
  readonly getInputNode: (path: string) => HTMLElement | null;
  readonly errors: Readonly<Record<string, ReactNode>>;
  readonly setErrors: (errors: Record<string, string>) => void;
}

/**
 * Sends a form that proves who one is. What the server says about a field is shown at that field; `sentence` is what remains
 * to be said about the whole. What was typed stays.
 */
export function useCredentials<Body>(form: FormErrors, send: (body: Body) => Promise<void>) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: send,
    onError: (reason) => {
      if (!(reason instanceof Problem)) return;
      const faults = atFields(reason);
      form.setErrors(faults);
      focusFault(form)(faults);
    },
  });
  const shownAtField = Object.keys(form.errors).length > 0;
  return { mutate, isPending, sentence: error && !shownAtField ? sentenceOf(error) : null };
}

/** A wrong password concerns one field, though the server refuses the whole request. */
function atFields(problem: Problem): Record<string, string> {
  return problem.code === "wrong_password" ? { currentPassword: problem.message } : { ...problem.fields };
}
