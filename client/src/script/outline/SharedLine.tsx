import { TextInput } from "@mantine/core";
import type * as Y from "yjs";
import { useSharedText } from "../../app/shared-text.tsx";
import classes from "./Outline.module.css";

type Props = {
  id?: string;
  text: Y.Text;
  label: string;
  placeholder: string;
  isEditable: boolean;
  isStrong?: boolean;
};

/** One line of co-edited text. */
export function SharedLine({ id, text, label, placeholder, isEditable, isStrong = false }: Props) {
  const ref = useSharedText<HTMLInputElement>(text);
  return (
    <TextInput
      ref={ref}
      {...(id === undefined ? {} : { id })}
      variant="unstyled"
      aria-label={label}
      placeholder={placeholder}
      readOnly={!isEditable}
      classNames={{ input: isStrong ? (classes.strong ?? "") : "" }}
    />
  );
}
