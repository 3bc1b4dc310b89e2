package org.firstline.local;

import java.util.stream.Stream;

/** A column of words on a terminal, where a Chinese character takes the room of two letters. */
final class Column {

    private final int width;

    /** As wide as the widest of the words. */
    Column(Stream<String> words) {
        this.width = words.mapToInt(Column::width).max().orElse(0);
    }

    /** The word, indented, with blanks behind it up to the column's end. */
    String padded(String word) {
        return "  " + word + " ".repeat(Math.max(0, width - width(word)));
    }

    private static int width(String word) {
        return word.codePoints()
                .map(character -> Character.isIdeographic(character) ? 2 : 1)
                .sum();
    }
}
