package dlkm.index;

/** Format of a binary index file. */
public final class IndexFormat {

  private IndexFormat() {}

  /**
   * Whether a kmod that writes another format than ours made it: the file is an index, of another
   * version. A file that is no index at all is a damaged one.
   */
  public static boolean isForeign(byte[] file) {
    return TrieWriter.isIndex(file) && !TrieWriter.isKnown(file);
  }
}
