import { Button, Tooltip } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useActions } from "../app/actions.ts";
import { useHiding } from "./hiding.ts";
import classes from "./HiddenChip.module.css";

/** Says that nobody can watch this person, and ends that with a click. The way in is an action. */
export function HiddenChip() {
  const { isHidden, toggle } = useHiding();
  useActions([
    {
      id: "presence.hide",
      label: isHidden ? "Show others where I am" : "Hide where I am",
      description: isHidden ? "" : "Others see that you are here, not what you look at or where you write.",
      group: "People",
      icon: isHidden ? IconEye : IconEyeOff,
      keywords: ["presence", "follow", "watch", "private"],
      run: toggle,
    },
  ]);
  if (!isHidden) return null;
  return (
    <Tooltip label="Others see that you are here, not where. Click to be seen again.">
      <Button
        size="compact-md"
        variant="default"
        classNames={{ root: classes.chip, section: classes.sign }}
        leftSection={<IconEyeOff size={16} />}
        aria-label="Hidden. Show others where I am"
        onClick={toggle}
      >
        <span className={classes.word}>Hidden</span>
      </Button>
    </Tooltip>
  );
}
