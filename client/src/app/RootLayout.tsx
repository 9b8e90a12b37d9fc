import { IconCommand, IconKeyboard, IconKeyboardOff, IconLayoutGrid, IconLogout } from "@tabler/icons-react";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { dispatchShortcut, useActions } from "./actions.ts";
import { CommandPalette, openPalette } from "./CommandPalette.tsx";
import { ShortcutSheet } from "./ShortcutSheet.tsx";
import { useSingleKeys } from "./single-keys.ts";
import { useMe, signOut } from "./me.ts";

/** What every screen has: the palette, the shortcut sheet, the keyboard and the account's actions. */
export function RootLayout() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [areSingleKeysOn, setSingleKeys] = useSingleKeys();
  const isSignedIn = useMe().data !== undefined;

  useEffect(() => {
    document.addEventListener("keydown", dispatchShortcut);
    return () => document.removeEventListener("keydown", dispatchShortcut);
  }, []);

  useActions([
    {
      id: "palette.open",
      label: "Find an action",
      group: "Studio",
      icon: IconCommand,
      shortcut: "mod+K",
      run: openPalette,
    },
    {
      id: "shortcuts.open",
      label: "Keyboard shortcuts",
      group: "Studio",
      icon: IconKeyboard,
      shortcut: "?",
      run: () => setSheetOpen(true),
    },
    {
      id: "shortcuts.single-keys",
      label: areSingleKeysOn ? "Turn single-key shortcuts off" : "Turn single-key shortcuts on",
      group: "Studio",
      icon: IconKeyboardOff,
      run: () => setSingleKeys(!areSingleKeysOn),
    },
    {
      id: "projects.open",
      label: "All projects",
      group: "Studio",
      icon: IconLayoutGrid,
      keywords: ["home", "list"],
      isAvailable: () => isSignedIn,
      run: () => navigate({ to: "/" }),
    },
    {
      id: "account.sign-out",
      label: "Sign out",
      group: "Studio",
      icon: IconLogout,
      isAvailable: () => isSignedIn,
      run: async () => {
        await signOut(queryClient);
        await navigate({ to: "/sign-in", search: {} });
      },
    },
  ]);

  return (
    <>
      <Outlet />
      <CommandPalette />
      <ShortcutSheet opened={isSheetOpen} onClose={() => setSheetOpen(false)} />
    </>
  );
}
