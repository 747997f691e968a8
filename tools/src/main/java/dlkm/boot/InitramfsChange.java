package dlkm.boot;

import java.nio.file.Path;

/**
 * The initramfs part of a change of generations: everything is built and checked, and this says
 * what the commit does with it.
 *
 * @param generation the one that becomes current
 * @param installed what becomes of the installed initramfs
 * @param held what becomes of the one that is held for the shutdown
 */
public record InitramfsChange(Path generation, Installed installed, Held held) {

  /** What becomes of the installed initramfs. */
  enum Installed {
    /** It stays as it is. */
    KEEP,
    /** It has the generation's plan already, which is noted. */
    NOTE,
    /** The one built aside takes its place. */
    REPLACE
  }

  /** What becomes of the initramfs that is held for the shutdown. */
  sealed interface Held {

    /** It stays as it is. */
    record Keep() implements Held {}

    /** None is held any more. */
    record Delete() implements Held {}

    /** The one built aside, with that plan, takes its place. */
    record Replace(String plan) implements Held {}
  }
}
