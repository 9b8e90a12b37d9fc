import { Component, type ReactNode } from "react";
import { FailureScreen } from "./FailureScreen.tsx";

/** Shows a sentence instead of an empty page when a screen fails to draw. Written work lives outside of it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <FailureScreen error={error} reset={() => this.setState({ error: null })} />;
  }
}
