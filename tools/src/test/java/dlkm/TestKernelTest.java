package dlkm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several installed kernels the tests take. */
class TestKernelTest {

  @Test
  void numbersCountAsNumbers() {
    assertThat(TestKernel.newest(List.of("6.1.0-9-amd64", "6.1.0-56-amd64", "5.10.0-99-amd64")))
        .isEqualTo("6.1.0-56-amd64");
    assertThat(TestKernel.newest(List.of("6.9.12", "6.12.3"))).isEqualTo("6.12.3");
  }

  @Test
  void noneIsAFailureThatSaysWhatToDo() {
    assertThatThrownBy(() -> TestKernel.newest(List.of())).hasMessageContaining("./check");
  }
}
