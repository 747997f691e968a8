package dlkm.kbuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What sources ask for or read without the compiler's list of headers telling it: headers that
 * {@code __has_include} asks for, and data that {@code .incbin}, {@code .include} or {@code #embed}
 * takes in.
 *
 * @param headers the names that are asked for
 * @param directories of the files that ask, where a name in quotes is looked for first
 * @param complete false where sources read files that nobody lists
 */
record SourceProbes(Set<String> headers, Set<Path> directories, boolean complete) {

  private static final Pattern ASKED =
      Pattern.compile("\\b__has_include(?:_next)?\\s*\\(\\s*([<\"]([^>\"\\n]+)[>\"])?");
  private static final Pattern UNLISTED =
      Pattern.compile("\\.incbin\\b|\\.include\\s*\\\\*\"|#\\s*embed\\b|\\b__has_embed\\b");
  private static final Pattern SOURCE = Pattern.compile(".*\\.(?:[chisS]|inc|cc|cpp|hpp|def|lds)");

  /** Whether a tree's file is one that a compiler or assembler may read. */
  static boolean isSource(Path file) {
    return SOURCE.matcher(file.getFileName().toString()).matches();
  }

  /** Reads the files. */
  static SourceProbes of(Iterable<Path> files) throws IOException {
    Set<String> headers = new HashSet<>();
    Set<Path> directories = new HashSet<>();
    boolean complete = true;
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      complete &= !UNLISTED.matcher(text).find();
      Matcher asked = ASKED.matcher(text);
      while (asked.find()) {
        directories.add(file.getParent());
        if (asked.group(2) == null) {
          complete = false; // a macro: its text may be anything
        } else {
          headers.add(asked.group(2));
        }
      }
    }
    return new SourceProbes(headers, directories, complete);
  }
}
