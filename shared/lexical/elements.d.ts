/** What nodes use of a page to draw themselves: the server compiles them too, where there are no types of the DOM. */
interface Document {
  createElement(tagName: string): ReturnType<import('lexical').LexicalNode['createDOM']>;
}
