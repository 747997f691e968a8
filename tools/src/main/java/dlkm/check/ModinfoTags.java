package dlkm.check;

import dlkm.image.RawModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code .modinfo} tags that the loader evaluates. Of a tag that occurs twice the first counts.
 *
 * @param name empty where there is none
 */
record ModinfoTags(
    String name,
    Optional<String> vermagic,
    Optional<String> licence,
    boolean inTree,
    boolean retpoline,
    boolean staging,
    boolean livepatch,
    boolean test,
    List<String> namespaces,
    List<String> aliases) {

  private static final byte[] NAME = LoadInfo.bytes("name=");
  private static final byte[] VERMAGIC = LoadInfo.bytes("vermagic=");
  private static final byte[] LICENCE = LoadInfo.bytes("license=");
  private static final byte[] IN_TREE = LoadInfo.bytes("intree=");
  private static final byte[] RETPOLINE = LoadInfo.bytes("retpoline=");
  private static final byte[] STAGING = LoadInfo.bytes("staging=");
  private static final byte[] LIVEPATCH = LoadInfo.bytes("livepatch=");
  private static final byte[] TEST = LoadInfo.bytes("test=");
  private static final byte[] NAMESPACE = LoadInfo.bytes("import_ns=");
  private static final byte[] ALIAS = LoadInfo.bytes("alias=");

  static ModinfoTags read(RawModule raw, int section) {
    Reader reader = new Reader(raw);
    if (section != 0 && raw.type(section) != LoadInfo.SHT_NOBITS) {
      int at = (int) raw.offset(section);
      reader.read(at, at + (int) raw.sizeOf(section));
    }
    return reader.result();
  }

  /** The values of one pass over the section. */
  private static final class Reader {

    private final RawModule raw;
    private String name = "";
    private Optional<String> vermagic = Optional.empty();
    private Optional<String> licence = Optional.empty();
    private boolean inTree;
    private boolean retpoline;
    private boolean staging;
    private boolean livepatch;
    private boolean test;
    private final List<String> namespaces = new ArrayList<>(0);
    private final List<String> aliases = new ArrayList<>(0);

    Reader(RawModule raw) {
      this.raw = raw;
    }

    void read(int from, int to) {
      for (int at = from; at < to; ) {
        int end = Math.min(raw.end(at), to);
        if (end > at) {
          line(at, end);
        }
        at = end + 1;
      }
      if (!inTree) {
        aliases(from, to);
      }
    }

    /** Read for out-of-tree modules only; others may have thousands. */
    private void aliases(int from, int to) {
      for (int at = from; at < to; ) {
        int end = Math.min(raw.end(at), to);
        if (raw.startsWith(at, ALIAS)) {
          aliases.add(raw.slice(at + ALIAS.length, end));
        }
        at = end + 1;
      }
    }

    private void line(int at, int end) {
      switch (raw.u8(at)) {
        case 'n' -> {
          if (name.isEmpty() && raw.startsWith(at, NAME)) {
            name = raw.slice(at + NAME.length, end);
          }
        }
        case 'v' -> {
          if (vermagic.isEmpty() && raw.startsWith(at, VERMAGIC)) {
            vermagic = Optional.of(raw.slice(at + VERMAGIC.length, end));
          }
        }
        case 'i' -> {
          inTree |= raw.startsWith(at, IN_TREE);
          if (raw.startsWith(at, NAMESPACE)) {
            namespaces.add(raw.slice(at + NAMESPACE.length, end));
          }
        }
        case 'l' -> {
          livepatch |= raw.startsWith(at, LIVEPATCH);
          if (licence.isEmpty() && raw.startsWith(at, LICENCE)) {
            licence = Optional.of(raw.slice(at + LICENCE.length, end));
          }
        }
        case 'r' -> retpoline |= raw.startsWith(at, RETPOLINE);
        case 's' -> staging |= raw.startsWith(at, STAGING);
        case 't' -> test |= raw.startsWith(at, TEST);
        default -> {
          // The loader ignores it.
        }
      }
    }

    ModinfoTags result() {
      return new ModinfoTags(
          name,
          vermagic,
          licence,
          inTree,
          retpoline,
          staging,
          livepatch,
          test,
          namespaces,
          aliases);
    }
  }
}
