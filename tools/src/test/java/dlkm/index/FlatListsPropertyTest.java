package dlkm.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Lists that lie one after the other in one array hold what they would hold by themselves. */
class FlatListsPropertyTest {

  @Property
  void aChoiceHoldsTheListsThatWereChosen(
      @ForAll("lists") List<int[]> mine,
      @ForAll("lists") List<int[]> others,
      @ForAll("places") List<Integer> places) {
    int[] numbers =
        places.stream()
            .mapToInt(Integer::intValue)
            .filter(number -> number < 0 ? ~number < others.size() : number < mine.size())
            .toArray();

    FlatLists<int[]> merged =
        FlatLists.ofNumbers(mine).merged(FlatLists.ofNumbers(others), numbers, int[]::new);

    assertThat(merged.isSound(numbers.length, merged.length())).isTrue();
    for (int i = 0; i < numbers.length; i++) {
      int[] expected = numbers[i] < 0 ? others.get(~numbers[i]) : mine.get(numbers[i]);
      assertThat(Arrays.copyOfRange(merged.all(), merged.start(i), merged.end(i)))
          .isEqualTo(expected);
    }
  }

  @Provide
  Arbitrary<List<int[]>> lists() {
    return Arbitraries.integers().array(int[].class).ofMaxSize(4).list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<List<Integer>> places() {
    return Arbitraries.integers().between(-6, 5).list().ofMaxSize(20);
  }
}
