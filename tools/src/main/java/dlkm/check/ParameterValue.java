package dlkm.check;

import java.math.BigInteger;
import java.util.Optional;

/** Whether a value can be set: the functions of kernel/params.c and lib/kstrtox.c. */
final class ParameterValue {

  /** param_set_charp() takes no more. */
  private static final int LONGEST = 1024;

  private ParameterValue() {}

  /**
   * What kind of value it is.
   *
   * @param operations the kernel's name for the functions that set it, as {@code param_ops_int}
   * @param most of an array: how many elements; of a text: its room; -1 where unknown
   * @param element of an array: the functions that set an element
   */
  record Type(String operations, int most, String element) {}

  /**
   * The error that the kernel's functions give; empty for none. Functions of the module's own are
   * taken to accept everything.
   */
  static String error(Type type, Optional<String> value) {
    return switch (type.operations) {
      case "param_ops_bool", "param_ops_invbool", "param_ops_bint", "param_ops_bool_enable_only" ->
          isBoolean(value.orElse("1")) ? "" : "EINVAL";
      case "param_ops_byte" -> unsigned(value, 8);
      case "param_ops_ushort" -> unsigned(value, 16);
      case "param_ops_uint", "param_ops_hexint" -> unsigned(value, 32);
      case "param_ops_ulong", "param_ops_ullong" -> unsigned(value, 64);
      case "param_ops_short" -> signed(value, 16);
      case "param_ops_int" -> signed(value, 32);
      case "param_ops_long" -> signed(value, 64);
      case "param_ops_charp" -> text(value, LONGEST + 1);
      case "param_ops_string" -> text(value, type.most < 0 ? Integer.MAX_VALUE : type.most);
      case "param_array_ops" -> value.isEmpty() ? "EINVAL" : array(type, value.get());
      default -> "";
    };
  }

  private static String text(Optional<String> value, int room) {
    return value.isEmpty() ? "EINVAL" : value.get().length() >= room ? "ENOSPC" : "";
  }

  private static String array(Type type, String value) {
    String[] elements = value.split(",", -1);
    for (int i = 0; i < elements.length; i++) {
      String error =
          i == type.most
              ? "EINVAL"
              : error(new Type(type.element, -1, ""), Optional.of(elements[i]));
      if (!error.isEmpty()) {
        return error;
      }
    }
    return "";
  }

  private static boolean isBoolean(String value) {
    if (value.isEmpty()) {
      return false;
    }
    char first = Character.toLowerCase(value.charAt(0));
    char second = value.length() > 1 ? Character.toLowerCase(value.charAt(1)) : 0;
    return "ytnf10".indexOf(first) >= 0 || first == 'o' && (second == 'n' || second == 'f');
  }

  private static String signed(Optional<String> value, int bits) {
    boolean minus = value.isPresent() && value.get().startsWith("-");
    Optional<BigInteger> number =
        minus ? number(value.get().substring(1)) : value.flatMap(ParameterValue::unsignedNumber);
    if (number.isEmpty()) {
      return "EINVAL";
    }
    BigInteger limit = BigInteger.ONE.shiftLeft(bits - 1);
    BigInteger least = minus ? limit : limit.subtract(BigInteger.ONE);
    return number.get().compareTo(least) > 0 ? "ERANGE" : "";
  }

  private static String unsigned(Optional<String> value, int bits) {
    Optional<BigInteger> number = value.flatMap(ParameterValue::unsignedNumber);
    if (number.isEmpty()) {
      return "EINVAL";
    }
    return number.get().bitLength() > bits ? "ERANGE" : "";
  }

  private static Optional<BigInteger> unsignedNumber(String text) {
    return number(text.startsWith("+") ? text.substring(1) : text);
  }

  /** 0x is sixteen, 0 is eight; a newline may follow. */
  private static Optional<BigInteger> number(String text) {
    String digits = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    int base = 10;
    if (digits.length() > 2
        && (digits.startsWith("0x") || digits.startsWith("0X"))
        && Character.digit(digits.charAt(2), 16) >= 0) {
      base = 16;
      digits = digits.substring(2);
    } else if (digits.startsWith("0")) {
      base = 8;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), base) < 0) {
        return Optional.empty();
      }
    }
    return digits.isEmpty() ? Optional.empty() : Optional.of(new BigInteger(digits, base));
  }
}
