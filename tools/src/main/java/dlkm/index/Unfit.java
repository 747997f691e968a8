package dlkm.index;

/** Ends an update that can't be done from the index's text; becomes the outcome that says so. */
final class Unfit extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Unfit(String reason) {
    super(reason, null, false, false);
  }
}
