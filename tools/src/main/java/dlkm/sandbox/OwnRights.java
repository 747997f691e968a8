package dlkm.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/**
 * What this process may do, as the kernel tells.
 *
 * @param uid its effective user
 * @param capabilities its effective ones, a bit each
 * @param users the number of users that its user namespace has, from 0
 */
record OwnRights(int uid, long capabilities, long users) {

  // linux/capability.h.
  private static final int CHOWN = 0;
  private static final int SETGID = 6;
  private static final int SETUID = 7;
  private static final int SETPCAP = 8;
  private static final int SYS_ADMIN = 21;

  private static final int HEX = 16;

  /** Those of this process. */
  static OwnRights read() {
    int uid = -1;
    long capabilities = 0;
    try {
      for (String line : lines("/proc/self/status")) {
        if (line.startsWith("Uid:")) {
          StringTokenizer words = new StringTokenizer(line.substring(4));
          String _ = words.nextToken();
          uid = Integer.parseInt(words.nextToken());
        } else if (line.startsWith("CapEff:")) {
          capabilities = Long.parseUnsignedLong(line.substring(7).strip(), HEX);
        }
      }
      return new OwnRights(uid, capabilities, users(lines("/proc/self/uid_map")));
    } catch (IOException | NumberFormatException e) {
      return new OwnRights(uid, capabilities, 0);
    }
  }

  private static String[] lines(String file) throws IOException {
    return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1).split("\n");
  }

  private static long users(String[] map) {
    for (String line : map) {
      StringTokenizer words = new StringTokenizer(line);
      if (words.countTokens() == 3 && words.nextToken().equals("0")) {
        String _ = words.nextToken();
        return Long.parseLong(words.nextToken());
      }
    }
    return 0;
  }

  private boolean may(int capability) {
    return (capabilities >> capability & 1) != 0;
  }

  boolean isRoot() {
    return uid == 0;
  }

  /** Whether it can run programs as that user and give him files. */
  boolean canBecome(BuildUser user) {
    return may(CHOWN) && may(SETGID) && may(SETUID) && Math.max(user.uid(), user.gid()) < users;
  }

  boolean canLimitCapabilities() {
    return may(SETPCAP);
  }

  boolean canMakeNamespaces() {
    return may(SYS_ADMIN);
  }
}
