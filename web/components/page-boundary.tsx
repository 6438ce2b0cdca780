import { Component, type JSX, type ReactNode } from 'react';
import type { Dictionary } from '../i18n/dictionary.ts';

export interface PageBoundaryProps {
  readonly text: Dictionary['trouble'];
  readonly children: ReactNode;
}

/** Instead of a blank page where a page's code can't be loaded or fails: what happened, and what to do. */
export class PageBoundary extends Component<PageBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed text={this.props.text} /> : this.props.children;
  }
}

function Failed({ text }: Pick<PageBoundaryProps, 'text'>): JSX.Element {
  return (
    <div className="blank" role="alert">
      <h2>{text.failed.what}</h2>
      <p>{text.failed.remedy}</p>
      <button type="button" className="button button-primary" onClick={() => location.reload()}>
        {text.reload}
      </button>
    </div>
  );
}
