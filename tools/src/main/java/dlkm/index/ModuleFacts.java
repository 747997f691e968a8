package dlkm.index;

/**
 * Contents of one module's file that the index uses.
 *
 * @param exports the numbers of the symbols that it supplies, in the file's order
 * @param needs the numbers of the symbols that it uses, in the file's order
 * @param aliases its lines of {@code modules.alias}
 * @param others the lines of its {@code modinfo} that the other texts are made from, each ended by
 *     NUL: {@code softdep=…}, {@code weakdep=…}, and those {@code alias=…} that tell of a device's
 *     node
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of them, never compared
public record ModuleFacts(int[] exports, int[] needs, byte[] aliases, byte[] others) {

  private static final int[] NONE = {};

  /** Of a file that can't be read as a module: it is in the index, and nothing is known of it. */
  public static final ModuleFacts UNKNOWN = new ModuleFacts(NONE, NONE, new byte[0], new byte[0]);

  @SuppressWarnings("ReferenceEquality") // a module may hold nothing that the index takes
  public boolean isUnknown() {
    return this == UNKNOWN;
  }

  /** Puts the numbers of another pool in the place of those that are there. */
  public void renumber(int[] numbers) {
    for (int[] list : new int[][] {exports, needs}) {
      for (int i = 0; i < list.length; i++) {
        list[i] = numbers[list[i]];
      }
    }
  }
}
