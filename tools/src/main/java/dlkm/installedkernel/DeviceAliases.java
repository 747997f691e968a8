package dlkm.installedkernel;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The aliases of a module by which the kernel asks for a driver, to be compared with those of other
 * modules. Two patterns claim a device both when they are equal, or one matches the other. A class
 * driver counts in the first case alone: it has patterns for all vendors, and stands back, or is
 * for other devices too.
 *
 * <p>A kernel has tens of thousands of aliases: each is looked up by what stands before its first
 * wildcard.
 */
final class DeviceAliases {

  /** What several modules have at a time: no driver has it alone. In the even form. */
  private static final List<String> SHARED = List.of("cpu:", "crypto_", "dmi", "input:");

  private static final String WILDCARDS = "*?[";

  /** The vendor stands first, but for HID (after bus and group) and SDIO (after the class). */
  private static final Pattern ALL_VENDORS =
      Pattern.compile("[a-z0-9_]+:(?:b[0-9A-F*]+g[0-9A-F*]+|c[0-9A-F*]+)?v\\*");

  /** The module's aliases as it has them, by their even form. */
  private final Map<String, String> own = new HashMap<>();

  /** The even forms by what stands before the first wildcard. */
  private final NavigableMap<String, Set<String>> byStart = new TreeMap<>();

  /** How long what stands before the first wildcard is: few different numbers. */
  private final Set<Integer> lengths = new TreeSet<>();

  /** The first characters; {@code *} where one is a wildcard. */
  private final Set<Character> beginnings = new HashSet<>();

  DeviceAliases(Collection<String> aliases) {
    for (String alias : aliases) {
      String even = even(alias);
      if (isForOneDriver(even)) {
        own.put(even, alias);
        String start = start(even);
        byStart.computeIfAbsent(start, _ -> new HashSet<>()).add(even);
        lengths.add(start.length());
        beginnings.add(alias.isEmpty() ? '*' : beginning(alias.charAt(0)));
      }
    }
  }

  boolean isEmpty() {
    return own.isEmpty();
  }

  private static char beginning(char c) {
    return WILDCARDS.indexOf(c) >= 0 ? '*' : c == '-' ? '_' : c;
  }

  /** Whether it may be that the alias that begins there claims a device: for most it may not. */
  boolean mayBeClaimedBy(String text, int from) {
    char first = from < text.length() ? beginning(text.charAt(from)) : '*';
    return first == '*' || beginnings.contains(first) || beginnings.contains('*');
  }

  /** The module's alias that claims what another one's does, if there is one. */
  Optional<String> claimedBy(String other) {
    String even = even(other);
    return Optional.ofNullable(own.get(even)).or(() -> wider(even)).or(() -> narrower(even));
  }

  private Optional<String> wider(String other) {
    for (int length : lengths) {
      if (length <= other.length()) {
        for (String alias : byStart.getOrDefault(other.substring(0, length), Set.of())) {
          if (!isOfAllVendors(alias) && matches(alias, other)) {
            return Optional.of(own.get(alias));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> narrower(String other) {
    String start = start(other);
    if (start.length() == other.length() || isOfAllVendors(other)) {
      return Optional.empty();
    }
    for (Set<String> aliases : byStart.subMap(start, start + Character.MAX_VALUE).values()) {
      for (String alias : aliases) {
        if (matches(other, alias)) {
          return Optional.of(own.get(alias));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isForOneDriver(String alias) {
    return SHARED.stream().noneMatch(alias::startsWith);
  }

  /** Whether a pattern of a bus where vendors have numbers leaves the vendor open. */
  private static boolean isOfAllVendors(String alias) {
    return ALL_VENDORS.matcher(alias).lookingAt();
  }

  /** What stands before the first wildcard. */
  private static String start(String alias) {
    for (int i = 0; i < alias.length(); i++) {
      if (WILDCARDS.indexOf(alias.charAt(i)) >= 0) {
        return alias.substring(0, i);
      }
    }
    return alias;
  }

  /** With {@code _} for each {@code -} that doesn't stand in a character class, as kmod has it. */
  private static String even(String alias) {
    if (alias.indexOf('-') < 0) {
      return alias;
    }
    char[] even = alias.toCharArray();
    boolean inClass = false;
    for (int i = 0; i < even.length; i++) {
      inClass = even[i] == '[' || inClass && even[i] != ']';
      if (even[i] == '-' && !inClass) {
        even[i] = '_';
      }
    }
    return new String(even);
  }

  /** Whether a pattern, as of fnmatch(3), matches a text, which may be a pattern too. */
  private static boolean matches(String pattern, String text) {
    int at = 0;
    int star = -1;
    int retry = 0;
    int p = 0;
    while (at < text.length()) {
      int next = p < pattern.length() ? after(pattern, p, text.charAt(at)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = at;
      } else if (next >= 0) {
        p = next;
        at++;
      } else if (star >= 0) {
        p = star + 1;
        at = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /**
   * Where the pattern goes on after it has taken a character; less than 0 if it doesn't take it.
   */
  private static int after(String pattern, int from, char c) {
    char its = pattern.charAt(from);
    int end = its == '[' ? pattern.indexOf(']', from + 1) : -1;
    if (end < 0) {
      return its == c || its == '?' && c != '*' ? from + 1 : -1;
    }
    for (int i = from + 1; i < end; i++) {
      boolean range = i + 2 < end && pattern.charAt(i + 1) == '-';
      char last = pattern.charAt(range ? i + 2 : i);
      if (pattern.charAt(i) <= c && c <= last) {
        return end + 1;
      }
      i += range ? 2 : 0;
    }
    return -1;
  }
}
