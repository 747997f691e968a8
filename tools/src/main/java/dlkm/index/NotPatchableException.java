package dlkm.index;

/**
 * The index can't be patched in place. For our modules alone the reason becomes the outcome; for
 * all modules it means that a name or an alias has a blank or a newline where the text has no place
 * for it.
 */
public final class NotPatchableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotPatchableException(String reason) {
    super(reason, null, false, false);
  }
}
