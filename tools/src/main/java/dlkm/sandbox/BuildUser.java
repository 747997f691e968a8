package dlkm.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whom programs of others run as. Not as nobody: that number belongs to the processes of other
 * services too, which could then write to what is built.
 */
record BuildUser(int uid, int gid) {

  private static final String NAME = "_dlkm-build";

  /**
   * Without an entry in the file of users: a number that Debian reserves and nothing gives away
   * (Debian policy 9.2.2), below 65536 since a container has no more.
   */
  private static final BuildUser UNNAMED = new BuildUser(65_531, 65_531);

  /**
   * The user of our name, if there is one.
   *
   * @param users a file in the format of {@code /etc/passwd}
   */
  static BuildUser of(Path users) {
    try {
      for (String line : Files.readString(users, StandardCharsets.ISO_8859_1).split("\n")) {
        if (line.startsWith(NAME + ":")) {
          String[] fields = line.split(":");
          BuildUser user = new BuildUser(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
          return user.uid() > 0 && user.gid() > 0 ? user : UNNAMED;
        }
      }
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return UNNAMED;
    }
    return UNNAMED;
  }
}
