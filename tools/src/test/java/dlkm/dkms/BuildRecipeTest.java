package dlkm.dkms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What becomes of a package's build command. */
class BuildRecipeTest {

  private static final BuildRecipe.Places PLACES =
      new BuildRecipe.Places("/var/lib/dkms/one/1/build", "/lib/modules/6.1/build", "6.1");

  private static BuildRecipe of(String make) {
    return BuildRecipe.of(make, "", "", PLACES);
  }

  @Test
  void theUsualCommandIsTheKernelsBuildSystem() {
    assertThat(of("").lines()).isEmpty();
    assertThat(of("make -C /lib/modules/6.1/build M=/var/lib/dkms/one/1/build").lines()).isEmpty();
    assertThat(of("make -C /lib/modules/6.1/build/ SUBDIRS=/var/lib/dkms/one/1/build modules"))
        .isEqualTo(of(""));
  }

  @Test
  void itsVariablesAreKept() {
    assertThat(of("make A=1 -C /lib/modules/6.1/build M=/var/lib/dkms/one/1/build B=2").lines())
        .containsExactly("make-variable A=1", "make-variable B=2");
  }

  @Test
  void theKernelsBuildSystemIsNoProgramOfThePackage() {
    assertThat(of("make A=1 -C /lib/modules/6.1/build M=/var/lib/dkms/one/1/build").hasPrograms())
        .isFalse();
    assertThat(of("./build.sh").hasPrograms()).isTrue();
    assertThat(BuildRecipe.of("", "$DLKM_TREE/configure", "", PLACES).hasPrograms()).isTrue();
  }

  @Test
  void theLastNumberOfJobsCounts() {
    String usual = "make -C /lib/modules/6.1/build M=/var/lib/dkms/one/1/build";
    assertThat(BuildRecipe.jobs("", "3", PLACES)).hasValue(3);
    assertThat(BuildRecipe.jobs("", "", PLACES)).isEmpty();
    assertThat(BuildRecipe.jobs(usual + " -j1", "3", PLACES)).hasValue(1);
    assertThat(BuildRecipe.jobs(usual + " -j", "3", PLACES)).isEmpty();
    assertThat(BuildRecipe.jobs("make -j1 all", "3", PLACES)).hasValue(3);
  }

  @Test
  void aPartOfTheTreeIsBuiltByItsOwnCommand() {
    assertThat(of("make -C /lib/modules/6.1/build M=/var/lib/dkms/one/1/build/src").lines())
        .containsExactly(
            "make-command bash -c 'make KERNELRELEASE=$DLKM_KERNEL -C $DLKM_HEADERS"
                + " M=$DLKM_TREE/src'");
  }

  @Test
  void anotherMakeIsACommandForBash() {
    assertThat(of("make all KDIR=/lib/modules/6.1/build").lines())
        .containsExactly(
            "make-command bash -c 'make KERNELRELEASE=$DLKM_KERNEL all KDIR=$DLKM_HEADERS'");
    assertThat(of("[[ -d out ]] || 'make' O=/var/lib/dkms/one/1/build/out").lines())
        .containsExactly("make-command bash -c '[[ -d out ]] || '\\''make'\\'' O=$DLKM_TREE/out'");
  }

  @Test
  void aProgramBeforeTheBuildIsACommand() {
    assertThat(BuildRecipe.of("", "conf.sh /lib/modules/6.1/build", "", PLACES).lines())
        .containsExactly("prepare-command conf.sh $DLKM_HEADERS");
  }
}
