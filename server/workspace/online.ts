/** A person who is here: one entry however many tabs. */
export interface OnlineUser {
  readonly user_id: string;
  readonly username: string;
  readonly color: string | null;
  readonly status: 'online' | 'away' | 'busy';
  /** Which of the project's rooms they are in. */
  readonly rooms: readonly string[];
}

export interface Online {
  /** Sorted by name. */
  users(project: string): readonly OnlineUser[];
}
