package dlkm.index;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Lists of many modules in one array, one list after the other: thousands of small arrays take as
 * long to allocate as the rest of an update.
 *
 * @param <A> {@code int[]} or {@code byte[]}
 * @param all the lists' elements
 * @param ends where each list ends
 */
@SuppressWarnings({"ArrayRecordComponent", "SuspiciousSystemArraycopy"}) // never compared
public record FlatLists<A>(A all, int[] ends) {

  /** Lists of numbers. */
  static FlatLists<int[]> ofNumbers(List<int[]> lists) {
    return of(lists, list -> list.length, int[]::new);
  }

  /** Texts. */
  static FlatLists<byte[]> ofTexts(List<byte[]> lists) {
    return of(lists, list -> list.length, byte[]::new);
  }

  private interface Length<A> {
    int of(A list);
  }

  private static <A> FlatLists<A> of(List<A> lists, Length<A> length, IntFunction<A> room) {
    int[] ends = new int[lists.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += length.of(lists.get(i));
      ends[i] = end;
    }
    A all = room.apply(end);
    for (int i = 0; i < ends.length; i++) {
      int from = i == 0 ? 0 : ends[i - 1];
      System.arraycopy(lists.get(i), 0, all, from, ends[i] - from);
    }
    return new FlatLists<>(all, ends);
  }

  int start(int list) {
    return list == 0 ? 0 : ends[list - 1];
  }

  int end(int list) {
    return ends[list];
  }

  /** The elements of all lists. */
  int length() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  /**
   * A choice of these lists and of others.
   *
   * @param numbers those of the lists here, and {@code ~n} for the others' list {@code n}
   * @param room makes an array
   */
  FlatLists<A> merged(FlatLists<A> others, int[] numbers, IntFunction<A> room) {
    int[] merged = new int[numbers.length];
    int end = 0;
    for (int i = 0; i < merged.length; i++) {
      int number = numbers[i];
      end += number < 0 ? others.size(~number) : size(number);
      merged[i] = end;
    }
    A into = room.apply(end);
    for (int i = 0; i < merged.length; ) {
      int next = i + 1;
      int step = numbers[i] < 0 ? -1 : 1;
      while (next < merged.length && numbers[next] == numbers[next - 1] + step) {
        next++;
      }
      FlatLists<A> from = numbers[i] < 0 ? others : this;
      int start = from.start(numbers[i] < 0 ? ~numbers[i] : numbers[i]);
      int at = i == 0 ? 0 : merged[i - 1];
      System.arraycopy(from.all, start, into, at, merged[next - 1] - at);
      i = next;
    }
    return new FlatLists<>(into, merged);
  }

  /** The numbers of those texts that another list of as many has differently. */
  public static int[] different(FlatLists<byte[]> one, FlatLists<byte[]> other) {
    int[] different = new int[one.ends.length];
    int count = 0;
    for (int i = 0; i < different.length; i++) {
      if (!isSame(one, other, i)) {
        different[count++] = i;
      }
    }
    return Arrays.copyOf(different, count);
  }

  private static boolean isSame(FlatLists<byte[]> one, FlatLists<byte[]> other, int list) {
    return Arrays.equals(
        one.all, one.start(list), one.end(list), other.all, other.start(list), other.end(list));
  }

  private int size(int list) {
    return ends[list] - start(list);
  }

  /** Whether they are so many, and their ends within their elements. */
  public boolean isSound(int count, int elements) {
    int before = 0;
    for (int end : ends) {
      if (end < before) {
        return false;
      }
      before = end;
    }
    return ends.length == count && before == elements;
  }

  @Override
  public String toString() {
    return Arrays.toString(ends);
  }
}
