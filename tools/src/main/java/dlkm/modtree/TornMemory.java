package dlkm.modtree;

/**
 * Ends an update that began with a {@link Memory} in which what is known of the modules doesn't
 * belong together, though the check sum is right: that shows only when somebody asks for it.
 */
final class TornMemory extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TornMemory(RuntimeException how) {
    super(how.getMessage(), how, false, false);
  }
}
