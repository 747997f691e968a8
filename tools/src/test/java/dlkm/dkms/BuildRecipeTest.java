package dlkm.dkms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What becomes of a package's build command. */
class BuildRecipeTest {

  private static final BuildRecipe.Places PLACES =
      new BuildRecipe.Places("/var/lib/dkms/one/1/build", "/lib/modules/6.1/build", "6.1");

  private static BuildRecipe of(String make) {
    return BuildRecipe.of(make, "", PLACES);
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
  void aPartOfTheTreeIsKnown() {
    BuildRecipe recipe = of("make -C /lib/modules/6.1/build M=/var/lib/dkms/one/1/build/src");
    assertThat(recipe.directory()).isEqualTo("src");
    assertThat(recipe.lines()).isEmpty();
  }

  @Test
  void anotherMakeIsACommand() {
    assertThat(of("make all KDIR=/lib/modules/6.1/build").lines())
        .containsExactly("make-command make KERNELRELEASE=$DLKM_KERNEL all KDIR=$DLKM_HEADERS");
    assertThat(of("'make' O=/var/lib/dkms/one/1/build/out").lines())
        .containsExactly("make-command 'make' O=$DLKM_TREE/out");
  }

  @Test
  void aProgramBeforeTheBuildIsACommand() {
    assertThat(BuildRecipe.of("", "conf.sh /lib/modules/6.1/build", PLACES).lines())
        .containsExactly("prepare-command ./conf.sh $DLKM_HEADERS");
  }
}
