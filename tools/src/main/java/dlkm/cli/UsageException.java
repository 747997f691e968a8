package dlkm.cli;

/** The command line makes no sense; ends in {@link Exit#USAGE} with a pointer to the help. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message, null, false, false);
  }
}
