package dlkm.index;

/**
 * Decides which of two modules with one name is the one that counts, as {@code depmod} does, to the
 * oddity: where both are in one searched directory, the one that comes later wins.
 *
 * @param directory the kernel's module directory, absolute
 */
public record Precedence(DepmodConf conf, String directory) {

  /**
   * Whether a file takes the place of one that was found before. Paths are absolute.
   *
   * <p>Later words of {@code search} rank lower; what none names ranks as {@code built-in}, and
   * where that isn't named either, lowest. Of equals the first stays.
   */
  public boolean replaces(String newPath, String oldPath) {
    String fresh = stem(newPath);
    String old = stem(oldPath);
    String freshBelow = below(fresh);
    String oldBelow = below(old);
    for (String override : conf.overrides()) {
      if (override.equals(freshBelow)) {
        return true;
      }
      if (override.equals(oldBelow)) {
        return false;
      }
    }
    return ranksHigher(fresh, old, freshBelow, oldBelow);
  }

  private boolean ranksHigher(String fresh, String old, String freshBelow, String oldBelow) {
    int rank = 0;
    int builtIn = -1;
    int freshRank = -1;
    int oldRank = -1;
    for (String word : conf.search()) {
      if (word.equals(DepmodConf.BUILT_IN)) {
        builtIn = rank;
      } else if (word.equals(DepmodConf.EXTERNAL)) {
        for (String external : conf.external()) {
          freshRank = isIn(external, fresh) ? rank : freshRank;
          oldRank = isIn(external, old) ? rank : oldRank;
          rank++;
        }
      } else if (isIn(word, freshBelow)) {
        freshRank = rank;
      } else if (isIn(word, oldBelow)) {
        oldRank = rank;
      }
      rank++;
    }
    return (freshRank < 0 ? builtIn : freshRank) > (oldRank < 0 ? builtIn : oldRank);
  }

  private static boolean isIn(String directory, String path) {
    return path.length() > directory.length()
        && path.charAt(directory.length()) == '/'
        && path.startsWith(directory);
  }

  private String below(String path) {
    return path.startsWith(directory)
        ? path.substring(Math.min(path.length(), directory.length() + 1))
        : "";
  }

  /** The path without what follows the module's name. */
  private static String stem(String path) {
    int dot = path.indexOf('.', path.lastIndexOf('/') + 1);
    return dot < 0 ? path : path.substring(0, dot);
  }
}
