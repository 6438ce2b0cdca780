/** Characters of a person's name. A longer one would cover the text that its label stands beside. */
export const LONGEST_NAME = 40;
