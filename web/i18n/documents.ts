export interface EditorText {
  readonly label: string;
  readonly placeholder: string;
  readonly empty: string;
}

/** The list of documents, and a document’s page. */
export interface DocumentsText {
  readonly title: string;
}
