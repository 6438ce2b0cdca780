import { $createTableSelectionFrom, $isTableNode } from '@lexical/table';
import { $createParagraphNode, $createTextNode, $getRoot, $setSelection, type ParagraphNode } from 'lexical';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ROOT_NAME } from '../../../../shared/lexical/seed.ts';
import { $chosenCells } from '../../../../web/editor/tables/chosen.ts';
import { mergeChosen } from '../../../../web/editor/tables/merge.ts';
import {
  $addColumn,
  $addRow,
  $chooseAll,
  $clearChosen,
  $hasHeader,
  $insertTable,
  $removeColumns,
  $removeRows,
  $removeTable,
  $splitChosen,
  $toggleHeader,
} from '../../../../web/editor/tables/operations.ts';
import { element, run } from '../../../support/hostile-nodes.ts';
import {
  $cell,
  $choose,
  $chosenWords,
  $firstTable,
  $withWords,
  exchange,
  peopleAt,
  type TableEditor,
  tableEditor,
} from './table-editors.ts';

const SQUARE = [
  ['a', 'b'],
  ['c', 'd'],
];

/** One of the two adds a row after the first, the other a column at the end, neither knowing of the other. */
function ragged(): [TableEditor, TableEditor] {
  const [ada, bob] = peopleAt(SQUARE, 2) as [TableEditor, TableEditor];
  ada.change(() => {
    $choose([0, 0]);
    $addRow(true);
    $withWords($cell(1, 0), 'new');
  });
  bob.change(() => {
    $choose([0, 1]);
    $addColumn(true);
  });
  exchange(ada, bob);
  expect(ada.table()).toBe('a|b|/new|/c|d|');
  return [ada, bob];
}

describe('one person at a table', () => {
  it.each<[string, readonly (() => unknown)[], string]>([
    ['adds a row below', [() => $choose([0, 0]), () => $addRow(true)], 'a|b/|/c|d'],
    ['adds a row above', [() => $choose([1, 0]), () => $addRow(false)], 'a|b/|/c|d'],
    ['adds a column right', [() => $choose([0, 0]), () => $addColumn(true)], 'a||b/c||d'],
    ['adds a column left', [() => $choose([1, 0]), () => $addColumn(false)], '|a|b/|c|d'],
    ['removes a row', [() => $choose([0, 1]), $removeRows], 'c|d'],
    ['removes a column', [() => $choose([0, 1]), $removeColumns], 'a/c'],
    ['clears cells', [() => $choose([0, 0], [0, 1]), $clearChosen], '|/c|d'],
  ])('%s', (_what, steps, becomes) => {
    const [ada, bob] = peopleAt(SQUARE, 2) as [TableEditor, TableEditor];
    ada.change(() => {
      for (const $step of steps) $step();
    });
    exchange(ada, bob);
    expect(ada.table()).toBe(becomes);
    expect(bob.table()).toBe(becomes);
  });

  it('chooses whole rows and columns, as far as merged cells reach', () => {
    const [ada] = peopleAt([...SQUARE, ['e', 'f']], 1) as [TableEditor];
    ada.change(() => $choose([1, 0], [2, 0]));
    mergeChosen(ada.editor, ada.binding);
    const chosen = (of: 'row' | 'column', row: number, place: number): readonly string[] | null => {
      ada.change(() => {
        $choose([row, place]);
        $chooseAll(of);
      });
      return ada.editor.read($chosenWords);
    };
    expect(chosen('row', 0, 1)).toEqual(['a', 'b']);
    expect(chosen('row', 1, 1)).toEqual(['c+e(1×2)', 'd', 'f']);
    expect(chosen('column', 0, 1)).toEqual(['b', 'd', 'f']);
    expect(chosen('column', 0, 0)).toEqual(['a', 'c+e(1×2)']);
  });

  it('merges cells, adds a row inside them, and takes them apart', () => {
    const [ada, bob] = peopleAt(SQUARE, 2) as [TableEditor, TableEditor];
    ada.change(() => $choose([1, 0], [0, 0]));
    expect(mergeChosen(ada.editor, ada.binding)).toBe(2);
    expect(ada.table()).toBe('a+c(1×2)|b/d');
    ada.change(() => {
      $choose([0, 1]);
      $addRow(true);
    });
    expect(ada.table()).toBe('a+c(1×3)|b//d');
    ada.change(() => {
      $choose([0, 0]);
      expect($splitChosen()).toBe(1);
    });
    expect(ada.table()).toBe('a+c|b/|/|d');
    ada.change(() => $choose([0, 0], [2, 1]));
    expect(mergeChosen(ada.editor, ada.binding)).toBe(6);
    expect(mergeChosen(ada.editor, ada.binding)).toBe(0);
    exchange(ada, bob);
    expect(bob.table()).toBe('a+c+b+d(2×3)//');
  });

  it('turns headers on and off, and a row above the header is the header', () => {
    const [ada] = peopleAt(SQUARE, 1) as [TableEditor];
    const headers = (): boolean[] => [$hasHeader('row'), $hasHeader('column')];
    ada.change(() => {
      $choose([1, 1]);
      expect(headers()).toEqual([false, false]);
      $toggleHeader('row');
      $toggleHeader('column');
      expect(headers()).toEqual([true, true]);
      $choose([0, 0]);
      $addRow(false);
      $addColumn(false);
      expect(headers()).toEqual([true, true]);
      expect($cell(1, 1).hasHeader()).toBe(false);
      $toggleHeader('row');
      expect(headers()).toEqual([false, true]);
    });
  });

  it('makes a table of an empty paragraph, can write behind it, and makes none inside', () => {
    const [ada] = peopleAt(SQUARE, 1) as [TableEditor];
    ada.change(() => {
      $choose([0, 0]);
      expect($insertTable(2, 2)).toBe(false);
      $removeTable();
      expect($insertTable(3, 3)).toBe(true);
      expect(
        $getRoot()
          .getChildren()
          .map((block) => block.getType()),
      ).toEqual(['table', 'paragraph']);
      expect($hasHeader('row')).toBe(true);
    });
    expect(ada.table()).toBe('||/||/||');
  });

  it('removes the table with its last row or column, also where nothing else is in the document', () => {
    for (const $remove of [$removeRows, $removeColumns]) {
      const [ada] = peopleAt(SQUARE, 1) as [TableEditor];
      ada.change(() => {
        $getRoot().getLastChildOrThrow().remove();
        $choose([0, 0], [1, 1]);
        expect($remove()).toBe(2);
        expect(
          $getRoot()
            .getChildren()
            .map((block) => block.getType()),
        ).toEqual(['paragraph']);
      });
    }
  });
});

describe('a ragged table', () => {
  it('is not written to by opening it, nor by what comes from others', () => {
    const [ada, bob] = ragged();
    const before = [ada.written(), bob.written()];
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(ada.doc), 'network');
    const opener = tableEditor(doc);
    bob.change(() => void $withWords($cell(0, 0), 'x'));
    exchange(ada, bob, opener);
    expect(opener.table()).toBe('ax|b|/new|/c|d|');
    expect([ada.written(), opener.written()]).toEqual([before[0], 0]);
  });

  it('is repaired by the next change of its rows or columns', () => {
    const [ada, bob] = ragged();
    ada.change(() => {
      $choose([0, 0]);
      $addRow(false);
    });
    exchange(ada, bob);
    expect(bob.table()).toBe('||/a|b|/new||/c|d|');
  });

  it('is repaired before cells of it are chosen', () => {
    const [ada, bob] = ragged();
    ada.change(() => $choose([0, 1], [1, 1]));
    exchange(ada, bob);
    expect(bob.table()).toBe('a|b|/new||/c|d|');
    expect(ada.editor.read($chosenWords)).toEqual(['b', '']);
  });

  it.each([1, 2, 3])('that %i repair at once gets no cell too many', (people) => {
    const [ada, bob] = ragged();
    const eve = tableEditor(copyOf(ada));
    const repairing = [ada, bob, eve].slice(0, people);
    for (const one of repairing) {
      one.change(() => {
        $choose([0, 0]);
        $addRow(false);
      });
    }
    exchange(ada, bob, eve);
    // The cells that were one too many go with the next change, whoever makes it, and nobody’s column is taken or added.
    for (const one of [ada, eve]) {
      one.change(() => {
        $choose([0, 0]);
        $toggleHeader('row');
      });
    }
    exchange(ada, bob, eve);
    const rows = '||/'.repeat(people);
    for (const one of [ada, bob, eve]) expect(one.table()).toBe(`${rows}a|b|/new||/c|d|`);
  });

  it('keeps the words in a cell that a second repair doubled', () => {
    const [ada, bob] = ragged();
    for (const one of [ada, bob]) {
      one.change(() => {
        $choose([0, 0]);
        $toggleHeader('row');
        if (one === bob) $withWords($cell(1, 2), 'bob');
      });
    }
    exchange(ada, bob);
    ada.change(() => {
      $choose([0, 0]);
      $toggleHeader('column');
    });
    exchange(ada, bob);
    expect(bob.table()).toBe('a|b|/new||bob/c|d|');
  });

  it('of no cells at all goes with the next change', () => {
    const [ada, bob] = peopleAt(SQUARE, 2) as [TableEditor, TableEditor];
    for (const [one, column] of [
      [ada, 0],
      [bob, 1],
    ] as const) {
      one.change(() => {
        $choose([0, column]);
        $removeColumns();
      });
    }
    exchange(ada, bob);
    expect(ada.table()).toBe('/');
    ada.change(() => void $getRoot().getChildren().find($isTableNode)?.markDirty());
    exchange(ada, bob);
    expect(bob.editor.getEditorState().read(() => $getRoot().getChildren().some($isTableNode))).toBe(false);
  });

  it('whose merged cells cross is one grid again after the next change', () => {
    const [ada, bob] = peopleAt(
      [
        ['a', 'b', 'x'],
        ['c', 'd', 'y'],
      ],
      2,
    ) as [TableEditor, TableEditor];
    ada.change(() => $choose([0, 1], [1, 1]));
    mergeChosen(ada.editor, ada.binding);
    bob.change(() => $choose([1, 0], [1, 1]));
    mergeChosen(bob.editor, bob.binding);
    exchange(ada, bob);
    ada.change(() => {
      $choose([0, 0]);
      $addColumn(false);
    });
    exchange(ada, bob);
    expect(bob.table()).toBe('|a|b+d(1×2)|x/|c+d|y');
  });

  it('with a cell that goes down to the end, as HTML’s rowspan="0" says, has one that counts its rows', () => {
    const [ada, bob] = peopleAt(SQUARE, 2) as [TableEditor, TableEditor];
    ada.change(() => {
      $cell(0, 0).setRowSpan(0);
      $firstTable().markDirty();
    });
    exchange(ada, bob);
    expect(bob.table()).toBe('a(1×2)|b|/c|d');
  });

  /** A hostile document: one row of cells that claim much room, and as many short rows. */
  function claiming(span: number, cells: number, rows: number): TableEditor {
    const doc = new Y.Doc();
    const cell = (attributes = {}): Y.XmlElement => element('tablecell', attributes, [element('paragraph', {}, [run('x')])]);
    const wide = Array.from({ length: cells }, () => cell({ __colSpan: span, __rowSpan: span }));
    const all = [wide, ...Array.from({ length: rows }, () => [cell()])].map((row) => element('tablerow', {}, row));
    doc.get(ROOT_NAME, Y.XmlElement).insert(0, [element('table', {}, all), element('paragraph', {}, [run('words')])]);
    return tableEditor(doc);
  }

  it('that holds other things than rows and cells for a moment can be gone at, and is made of cells by that', () => {
    const [ada, bob] = peopleAt(SQUARE, 2) as [TableEditor, TableEditor];
    const $said = (words: string): ParagraphNode => $createParagraphNode().append($createTextNode(words));
    ada.change(() => {
      $setSelection($createTableSelectionFrom($firstTable(), $cell(0, 0), $cell(1, 1)));
      $cell(1, 0).replace($said('x'));
      $firstTable().append($said('y'));
      expect($hasHeader('row')).toBe(false);
      expect($chosenCells()?.cells).toHaveLength(2);
      expect($addColumn(false)).toBe(1);
    });
    exchange(ada, bob);
    expect(bob.table()).toBe('|a|b/|x|d/|y|');
  });

  it('whose cells claim more room than there is memory has no merged cells after the next change', () => {
    const ada = claiming(1000, 20, 300);
    ada.change(() => $firstTable().markDirty());
    expect(ada.table()).toBe(`x${'|x'.repeat(19)}${`/x${'|'.repeat(19)}`.repeat(300)}`);
  });

  it('that would need more cells than a change may have is its words after the next one', () => {
    const ada = claiming(1, 500, 500);
    ada.change(() => $firstTable().markDirty());
    const words = ada.editor.read(() =>
      $getRoot()
        .getChildren()
        .map((block) => block.getTextContent()),
    );
    expect(words).toEqual([...Array.from({ length: 1000 }, () => 'x'), 'words']);
  });
});

describe('cells that are chosen', () => {
  it('stay so while others write in them, and are a caret when rows or cells come', () => {
    const [ada, bob] = peopleAt(SQUARE, 2) as [TableEditor, TableEditor];
    ada.change(() => $choose([0, 0], [1, 1]));
    bob.change(() => {
      $withWords($cell(0, 1), ' bob');
      $cell(1, 0).append($createParagraphNode());
    });
    exchange(ada, bob);
    expect(ada.editor.read($chosenWords)).toEqual(['a', 'b bob', 'c+', 'd']);
    bob.change(() => {
      $choose([0, 0]);
      $addRow(true);
    });
    exchange(ada, bob);
    expect(ada.editor.read($chosenWords)).toBe(null);
    expect(ada.table()).toBe('a|b bob/|/c+|d');
  });
});

describe('cells that are merged while somebody types', () => {
  function mergedWhileTyping(cell: readonly [number, number], words: readonly (readonly string[])[]): string {
    const [ada, bob] = peopleAt(words, 2) as [TableEditor, TableEditor];
    ada.change(() => $choose([0, 0], [0, 1]));
    mergeChosen(ada.editor, ada.binding);
    bob.change(() => void $withWords($cell(...cell), 'typed'));
    exchange(ada, bob);
    expect(bob.table()).toBe(ada.table());
    return ada.table();
  }

  it('keep what is typed in the first one', () => {
    expect(mergedWhileTyping([0, 0], SQUARE)).toBe('atyped+b(2×1)/c|d');
  });

  it('keep what is typed in the first one when it was empty', () => {
    expect(
      mergedWhileTyping(
        [0, 0],
        [
          ['', 'b'],
          ['c', 'd'],
        ],
      ),
    ).toMatch(/^(typedb|btyped)\(2×1\)\/c\|d$/);
  });
});

function copyOf(one: TableEditor): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(one.doc), 'network');
  return doc;
}
