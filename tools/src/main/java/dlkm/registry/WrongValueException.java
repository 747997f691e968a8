package dlkm.registry;

/** A value breaks the rules of its key; {@link RegistryLines} adds the key and the line. */
final class WrongValueException extends RuntimeException {

  private static final long serialVersionUID = 1;

  WrongValueException(String value, String rule) {
    super("'" + value + "' is not " + rule, null, false, false);
  }
}
