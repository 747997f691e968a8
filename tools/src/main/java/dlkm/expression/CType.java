package dlkm.expression;

import java.math.BigInteger;

/**
 * The integer types of C, in the order of their rank, as on every Linux of 64 bits: a {@code long}
 * has 64 bits, and so has a {@code long long}, which counts as one here. A {@code char} is signed,
 * as on amd64.
 */
public enum CType {
  BOOL("bool", 1, false),
  CHAR("char", 8, true),
  UNSIGNED_CHAR("unsigned char", 8, false),
  SHORT("short", 16, true),
  UNSIGNED_SHORT("unsigned short", 16, false),
  INT("int", 32, true),
  UNSIGNED_INT("unsigned int", 32, false),
  LONG("long", 64, true),
  UNSIGNED_LONG("unsigned long", 64, false);

  private final String words;
  private final int bits;
  private final boolean signed;
  private final BigInteger least;
  private final BigInteger most;

  CType(String words, int bits, boolean signed) {
    this.words = words;
    this.bits = bits;
    this.signed = signed;
    this.least = signed ? BigInteger.TWO.pow(bits - 1).negate() : BigInteger.ZERO;
    this.most = BigInteger.TWO.pow(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
  }

  /** The type as C writes it. */
  public String words() {
    return words;
  }

  int bits() {
    return bits;
  }

  /** The size in bytes. */
  int size() {
    return Math.max(1, bits / Byte.SIZE);
  }

  boolean isSigned() {
    return signed;
  }

  /** Whether a variable of this type can have the value. */
  public boolean holds(BigInteger number) {
    return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
  }

  /** The integer promotions: all that is smaller becomes an {@code int}. */
  CType promoted() {
    return compareTo(INT) < 0 ? INT : this;
  }

  /**
   * The type in which two operands meet, by the usual arithmetic conversions. A {@code long} holds
   * every {@code unsigned int}, so that the one of higher rank is the type.
   */
  CType common(CType other) {
    CType mine = promoted();
    CType theirs = other.promoted();
    return mine.compareTo(theirs) >= 0 ? mine : theirs;
  }

  /** The value converted to this type, as gcc does it: modulo 2 to the number of bits. */
  CValue convert(BigInteger number) {
    if (this == BOOL) {
      return new CValue(this, number.signum() == 0 ? BigInteger.ZERO : BigInteger.ONE);
    }
    BigInteger low = number.mod(BigInteger.TWO.pow(bits));
    return new CValue(this, holds(low) ? low : low.subtract(BigInteger.TWO.pow(bits)));
  }
}
