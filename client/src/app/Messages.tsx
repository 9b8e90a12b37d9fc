import { useMediaQuery } from "@mantine/hooks";
import { Notifications } from "@mantine/notifications";
import classes from "./Messages.module.css";

/**
 * Where messages appear: over lists at the lower left, which scroll, since panels have their buttons at the right and a
 * message that offers "Undo" stays for ten seconds. On a phone they come under the header.
 */
export function Messages() {
  const isPhone = useMediaQuery("(max-width: 48em)");
  return (
    <Notifications
      position={isPhone === true ? "top-center" : "bottom-left"}
      limit={4}
      className={classes.messages}
    />
  );
}
