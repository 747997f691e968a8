package dlkm.index;

/**
 * Update of one of the index's text files: lines of our earlier modules are removed, those of the
 * present ones appended. All other lines stay in place as {@code depmod} wrote them.
 */
final class TextUpdate {

  /** Where a line has the name of the module that it is about. */
  enum NamePosition {
    FIRST_WORD,
    SECOND_WORD,
    LAST_WORD
  }

  private TextUpdate() {}

  static byte[] update(byte[] text, NamePosition place, NumberedNames own, ByteBuilder added) {
    ByteBuilder updated = new ByteBuilder(text.length + added.length + 1);
    keep(text, place, own, updated);
    return updated.add(added.bytes, 0, added.length).toBytes();
  }

  private static void keep(byte[] text, NamePosition place, NumberedNames own, ByteBuilder kept) {
    LineScanner lines = new LineScanner(text);
    int start = 0;
    while (lines.next()) {
      if (!lines.isComment() && isOf(text, lines, place, own)) {
        kept.add(text, start, lines.from());
        start = Math.min(lines.to() + 1, text.length);
      }
    }
    kept.add(text, start, text.length);
    if (kept.length > 0 && kept.bytes[kept.length - 1] != '\n') {
      kept.add('\n');
    }
  }

  private static boolean isOf(
      byte[] text, LineScanner lines, NamePosition place, NumberedNames own) {
    int from =
        switch (place) {
          case FIRST_WORD -> lines.from();
          case SECOND_WORD -> lines.find(lines.from(), ' ') + 1;
          case LAST_WORD -> lines.lastWord();
        };
    return from < lines.to() && own.find(text, from, lines.find(from, ' ')) >= 0;
  }
}
