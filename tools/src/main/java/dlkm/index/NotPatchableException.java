package dlkm.index;

/**
 * Ends an update that can't be done from the index's text. Of ours alone it becomes the outcome
 * that says so; of all modules it means that a name or an alias has a blank or a newline where the
 * text has no place for it.
 */
public final class NotPatchableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotPatchableException(String reason) {
    super(reason, null, false, false);
  }
}
