/** Every limit in one place: its unit, its value and the reason for it. All are defaults that a caller may override. */
export const LIMITS = {
  /** Bytes. A paste of a long document fits with room to spare; a hundred unfinished frames don't fill the memory. */
  frameBytes: 8 * 1024 * 1024,
  /** Bytes of a room's encoded state. Loading grows with size: about 1 s a 16 MB document on one core. */
  documentBytes: 16 * 1024 * 1024,
  /** Structs in one update. Yjs takes about 0.5 µs each, and nobody may hold the others up for 100 ms; a whole document of 1 MB has some 75,000. */
  updateStructs: 150_000,
  /** Delete ranges in one update that are not deleted yet: 50,000 took Yjs 5–12 s. */
  updateNewDeleteRanges: 10_000,
  /** Levels of arrays and objects inside one value: deeper overflows the stack of JSON readers. */
  valueDepth: 64,
  /** Levels of shared types inside each other. Lexical documents use under ten. */
  typeDepth: 64,
  /** Root types a room: editors use one or two. */
  roots: 64,
  /** Bytes of a map key, attribute or root-type name. */
  keyBytes: 1024,
  /** Bytes of one client's awareness state. A caret with a name takes 300. */
  awarenessStateBytes: 16 * 1024,
  /** Entries of one awareness frame: a provider echoes everybody it sees, in the fullest room. */
  awarenessEntries: 4096,
  /** Levels inside an awareness state. */
  awarenessDepth: 16,
  /** Bytes of a room's name. */
  roomNameBytes: 512,
  /** Client ids a connection may use: a tab has one, a reload of the document another. */
  clientIdsPerConnection: 8,
  /** Bytes of one connection's frames that wait while its room loads or an owner is asked; beyond it the socket isn't read. */
  waitingBytes: 1024 * 1024,
  /** ms. First update goes at once, what follows within this window is one write. */
  fanOutWindow: 5,
  /** ms between two presence frames of a room: 20 a second is smooth for a caret. */
  presenceBeat: 50,
  /** ms that an edit waits at most for others to share its fsync: a commit costs as much as three hundred edits. Acks stay within 10 ms. */
  commitDelay: 8,
  /** Updates of one window that are merged into one frame: mergeUpdates is super-linear. */
  mergedUpdates: 8,
  /** Bytes queued for one member before it counts as lagging. */
  outboxBytes: 1024 * 1024,
  /** Bytes of one piece of log sent to a member that catches up. */
  catchUpBytes: 256 * 1024,
  /** ms a lagging member may take no bytes at all before it is closed with 1013. */
  stuckAfter: 30_000,
  /** ms a frame with somebody else's client id waits for the id's owner. */
  ownerAnswer: 2_000,
  /** ms between WebSocket pings, each with a frame that keeps y-websocket's 30 s watchdog quiet; two misses end the connection. */
  pingInterval: 15_000,
  /** ms between renewals of everybody's presence: y-protocols forgets a state after 30 s. */
  presenceRenewal: 15_000,
  /** ms that a client id which just left can't be taken by an echo. */
  presenceGone: 60_000,
  /** ms without an edit or a join after which the document of a room with members leaves memory. Building it again takes about as long as a key press. */
  idleDocument: 30_000,
  /** ms without members after which a room leaves memory. */
  idleRoom: 10_000,
  /** Log records after a snapshot that a join reads at most; more and the room is compacted. */
  tailRecords: 500,
  /** ms a store waits before it opens again after a write error; doubled each time up to `reopenMax`. */
  reopenMin: 200,
  /** ms, see `reopenMin`. */
  reopenMax: 5_000,
  /** ms that a stopping server waits for sockets to close before it ends them. */
  drain: 2_000,
  /** Open connections of one user: thirty tabs with three rooms each. */
  connectionsPerUser: 100,
  /** Frames a second of one connection, in the long run: more and its socket is read more slowly. A third of what a core takes; a person sends sixty. */
  framesPerSecond: 30_000,
  /** Frames that one connection may send at once before that counts: a long document pasted letter by letter. */
  frameBurst: 60_000,
  /** Tasks a project, the bin included: 2,000 are smooth to look at, and all of them are in everybody's memory. */
  tasksPerProject: 5_000,
  /** Documents a project, the bin included. */
  documentsPerProject: 2_000,
  /** Columns a board. */
  columnsPerProject: 50,
  /** Members a project: each is in the project's room. */
  membersPerProject: 1_000,
  /** Projects that one user may own. */
  projectsPerUser: 200,
  /** Invites a project that are still good. */
  invitesPerProject: 100,
  /** Webhooks a project. */
  webhooksPerProject: 20,
  /** Access tokens an account. */
  tokensPerUser: 50,
  /** Lines of a project's activity. */
  activityKept: 200,
  /** Changes of status that a task remembers. */
  statusHistory: 20,
  /** Entries of an inbox: read ones go first. */
  inboxEntries: 200,
  /** ms that a read notification is kept: 90 days. */
  readKept: 90 * 86_400_000,
  /** ms that an unread notification is kept: 365 days. */
  unreadKept: 365 * 86_400_000,
  /** ms between two sweeps for what has expired. */
  expirySweep: 3_600_000,
  /** Events that a project's stream can be resumed over. */
  eventsKept: 1_000,
  /** ms between two `document_edit` events of one author in one document. */
  documentEditInterval: 5_000,
  /** ms without an edit after which a document is searched for new mentions; at the latest after `documentEditInterval`. */
  mentionDelay: 1_000,
  /** Events that wait for one webhook: the oldest go first. */
  webhookQueue: 1_000,
  /** ms that a webhook's target may take to answer. */
  webhookTimeout: 10_000,
  /** ms before the second attempt, doubled each time up to `webhookRetryMax`. */
  webhookRetryMin: 1_000,
  /** ms, see `webhookRetryMin`. */
  webhookRetryMax: 3_600_000,
  /** ms after which an event that no attempt delivered is given up: a day. */
  webhookGiveUp: 86_400_000,
  /** ms that a socket ticket is good for: the time to open a socket. */
  ticketLife: 30_000,
  /** ms that a session lasts without being used: 400 days, the most that browsers keep a cookie. */
  sessionLife: 400 * 86_400_000,
  /** ms that a recovery link is good for: a day, to carry an account to another device. */
  recoveryLife: 86_400_000,
  /** ms that an invite is good for unless it says otherwise: a week. */
  inviteLife: 7 * 86_400_000,
  /** ms that the answer to an idempotency key is kept: a day. */
  idempotencyLife: 86_400_000,
  /** Requests a minute of one user. */
  requestsPerMinute: 600,
  /** Requests a minute of one address: an office behind one. */
  addressRequestsPerMinute: 3_000,
  /** Sign-ins, recoveries and looks at invites a minute of one address: nobody guesses secrets at that pace. */
  signInsPerMinute: 30,
  /** Bytes of a request's body. */
  requestBytes: 1024 * 1024,
  /** Bytes of one file: a photo of a phone as it is, and a line of 1 Mbit/s carries it before a request's time is up. */
  fileBytes: 10 * 1024 * 1024,
  /** Bytes of all files of a project: a thousand screenshots. Files stay when a document that shows them goes. */
  projectFileBytes: 1024 * 1024 * 1024,
  /** Files that one user sends at once: a browser sends one at a time a tab. Each holds room on the disk that no quota counts yet. */
  uploadsPerUser: 10,
  /** Archives of projects that are under way at once for one user: each takes the server seconds where a project is large. */
  archivesPerUser: 2,
  /** Event streams open at once of one user. */
  streamsPerUser: 20,
} as const;

export type Limits = { readonly [name in keyof typeof LIMITS]: number };
