package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines of a makefile ask something that make alone can answer. */
class MakefileQuestionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ccflags-y += $(shell cat /etc/vendor)",
        "A := ${shell id}",
        "ccflags-y += -DKDIR=$(shell uname -r)$(shell hostname)",
        "X != date",
        "include /usr/share/vendor.mk",
        "  -include other.mk",
        "sinclude other.mk",
        "ifneq ($(wildcard /usr/include/vendor.h),)",
        "$(eval $(X))"
      })
  void asks(String line) {
    assertThat(MakefileQuestions.asks(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "obj-m := pulse.o",
        "KDIR ?= /lib/modules/$(shell uname -r)/build",
        "\t$(MAKE) -C /lib/modules/$(shell uname  -r)/build M=$(shell pwd) modules",
        "\tmake -j$(shell nproc)",
        "ccflags-y += -I$(src)/include",
        "ifeq ($(CONFIG_X86),y)"
      })
  void doesNot(String line) {
    assertThat(MakefileQuestions.asks(line)).isFalse();
  }
}
