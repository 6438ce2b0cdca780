/** What can be open over the page, or, the inbox, beside it. */
export type Layer =
  /** `sidebar`: the sheet that it is on small screens. */
  | { readonly kind: 'sidebar' | 'palette' | 'profile' | 'inbox' | 'keys' | 'sign-out' | 'new-project' }
  | { readonly kind: 'share' | 'project-settings'; readonly project: string };
