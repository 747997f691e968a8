package dlkm.dkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dlkm.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of a package: evaluated, overridden, checked. */
class ConfReaderTest {

  private static final PackageVersion ONE = new PackageVersion("one", "1");
  private static final KernelTarget KERNEL = new KernelTarget("6.1.0-9-amd64", "x86_64");
  private static final String WHOLE =
      """
      PACKAGE_NAME=one
      PACKAGE_VERSION=1
      BUILT_MODULE_NAME=one
      DEST_MODULE_LOCATION=/updates
      """;

  @TempDir private Path root;
  private final List<String> said = new ArrayList<>();
  private Dialect dialect = new Dialect3010();

  @BeforeEach
  void sources() throws IOException {
    Files.createDirectories(root.resolve("usr/src/one-1"));
    Files.createDirectories(root.resolve("etc/dkms"));
  }

  private DkmsConf read(String text, String... directives) throws IOException {
    Files.writeString(root.resolve("usr/src/one-1/dkms.conf"), text);
    DkmsRequest request =
        new DkmsRequest(
            "one",
            "1",
            List.of(),
            List.of(),
            false,
            Optional.empty(),
            new DkmsRequest.Place("", ""),
            List.of(directives),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new DkmsRequest.Flags(false, false, false, false, false, false, false));
    Framework framework = Framework.read(new Host(root, root), KERNEL.release(), said::add);
    return new ConfReader(
            framework.tree(),
            request,
            new DkmsOutput(line -> said.add(line.strip()), said::add, dialect),
            new Frameworks(framework))
        .readNew(ONE, KERNEL);
  }

  private void refused(String text, String... lines) {
    assertThatExceptionOfType(DkmsException.class)
        .isThrownBy(() -> read(text))
        .matches(e -> e.status() == 8);
    assertThat(said).contains(lines);
  }

  @Test
  void theNamesOfModulesHaveDefaults() throws IOException {
    DkmsConf conf = read(WHOLE.replace("BUILT_MODULE_NAME=one\n", ""));
    assertThat(conf.modules()).containsExactly(new DkmsConf.Module(0, "one", "", "one", true));
  }

  @Test
  void everyRecordIsAModule() throws IOException {
    DkmsConf conf =
        read(
            WHOLE
                + """
                BUILT_MODULE_NAME[1]=two
                BUILT_MODULE_LOCATION[1]=sub
                DEST_MODULE_NAME[1]=second
                DEST_MODULE_LOCATION[1]=/extra
                STRIP[1]=no
                """);
    assertThat(conf.modules().getLast())
        .isEqualTo(new DkmsConf.Module(1, "two", "sub/", "second", false));
  }

  @Test
  void whatTheKernelIsCanBeUsed() throws IOException {
    DkmsConf conf = read(WHOLE + "MAKE='make K=${kernelver} A=$arch V=$module_version'\n");
    assertThat(conf.make()).isEqualTo("make K=6.1.0-9-amd64 A=x86_64 V=1");
  }

  @Test
  void makeOfTheKernelCounts() throws IOException {
    String two = "MAKE[0]=first\nMAKE_MATCH[0]='^5'\nMAKE[1]=second\nMAKE_MATCH[1]='^6\\.1'\n";
    assertThat(read(WHOLE + two).make()).isEqualTo("second");
  }

  @Test
  void expressionsAreThoseOfBash() throws IOException {
    String arch = WHOLE + "BUILD_EXCLUSIVE_ARCH=";
    assertThat(read(arch + "'^[[:lower:]]{1}86_64$'\n").excluded()).isFalse();
    assertThat(read(arch + "'^x{,2}[[:xdigit:]]+[[:punct:]]64'\n").excluded()).isFalse();
    assertThat(read(arch + "'^[[:upper:]]'\n").excluded()).isTrue();
    assertThat(read(arch + "'^x86('\n").excluded()).isTrue();
    String kernel = WHOLE + "BUILD_EXCLUSIVE_KERNEL=";
    assertThat(read(kernel + "'^6\\\\.'\n").excluded()).isFalse();
    assertThat(read(kernel + "'^5'\n", "BUILD_EXCLUSIVE_KERNEL=^6").excluded()).isFalse();
    String patches = "PATCH[0]=a\nPATCH_MATCH[0]='^5'\nPATCH[1]=b\nPATCH_MATCH[1]='^[[:digit:]]'\n";
    assertThat(read(WHOLE + patches).patches()).containsExactly("b");
  }

  @Test
  void theNameAsItIsBuiltMayHaveAFolder() throws IOException {
    String sub = WHOLE.replace("BUILT_MODULE_NAME=one", "BUILT_MODULE_NAME=sub/one");
    assertThat(read(sub + "DEST_MODULE_NAME=one\nBUILT_MODULE_LOCATION=src\n").modules())
        .containsExactly(new DkmsConf.Module(0, "one", "src/sub/", "one", true));
    refused(sub, "dkms.conf: Error! 'BUILT_MODULE_NAME' directive is no file name in record #0.");
  }

  @Test
  void theMostSpecificFileOfTheAdministratorCounts() throws IOException {
    Files.writeString(root.resolve("etc/dkms/one.conf"), "OBSOLETE_BY=7\nPOST_ADD=general\n");
    Files.writeString(root.resolve("etc/dkms/one-1.conf"), "POST_ADD=special\n");
    DkmsConf conf = read(WHOLE);
    assertThat(conf.obsoleteBy()).isEqualTo("7");
    assertThat(conf.scripts().postAdd()).isEqualTo("special");
  }

  @Test
  void aDirectiveCountsMost() throws IOException {
    assertThat(read(WHOLE + "POST_ADD=x\n", "POST_ADD=y z").scripts().postAdd()).isEqualTo("y z");
    assertThat(said).contains("DIRECTIVE: POST_ADD=\"y z\"");
  }

  @Test
  void conditionsExcludeAKernel() throws IOException {
    assertThat(read(WHOLE + "BUILD_EXCLUSIVE_KERNEL='^(5|6)\\.'\n").excluded()).isFalse();
    assertThat(read(WHOLE + "BUILD_EXCLUSIVE_KERNEL='^5'\n").excluded()).isTrue();
    assertThat(read(WHOLE + "BUILD_EXCLUSIVE_ARCH='aarch64'\n").excluded()).isTrue();
  }

  @Test
  void allThatIsWrongIsTold() {
    refused(
        "DEST_MODULE_LOCATION=/lib\nBUILT_MODULE_NAME=x.ko\n",
        "dkms.conf: Error! 'BUILT_MODULE_NAME' directive ends in '.o' or '.ko' in record #0.",
        "dkms.conf: Error! Directive 'DEST_MODULE_LOCATION' does not begin with",
        "dkms.conf: Error! No 'PACKAGE_NAME' directive specified.",
        "dkms.conf: Error! No 'PACKAGE_VERSION' directive specified.");
  }

  @Test
  void aFileThatEndsEarlyIsNotValid() {
    assertThatExceptionOfType(DkmsException.class)
        .isThrownBy(() -> read(WHOLE + "exit 0\n"))
        .matches(e -> e.status() == 8);
  }

  @Test
  void aCommandThatFailsEndsNoFile() throws IOException {
    assertThat(read(WHOLE + "set -e\nfalse\nPOST_ADD=after\n").scripts().postAdd())
        .isEqualTo("after");
  }

  @Test
  void whatAFilePrintsIsNoValue() throws IOException {
    DkmsConf conf = read(WHOLE + "printf 'value\\0POST_ADD\\0000\\0evil\\0'\n");
    assertThat(conf.scripts().postAdd()).isEmpty();
  }

  @Test
  void aModuleNameIsNoPath() {
    refused(
        WHOLE.replace("BUILT_MODULE_NAME=one", "BUILT_MODULE_NAME=../one"),
        "dkms.conf: Error! 'BUILT_MODULE_NAME' directive is no file name in record #0.");
  }

  @Test
  void linesMayEndAsOnDos() throws IOException {
    assertThat(read(WHOLE.replace("\n", "\r\n")).name()).isEqualTo("one");
  }

  @Test
  void aGapInTheRecordsIsOneOfThemInNewerVersions() {
    dialect = new Dialect322();
    refused(
        WHOLE + "BUILT_MODULE_NAME[2]=two\nDEST_MODULE_LOCATION[2]=/updates\n",
        "dkms.conf: Error! No 'BUILT_MODULE_NAME' directive specified for record #1.");
  }

  @Test
  void aModuleThatIsMadeTwiceIsOne() throws IOException {
    String twice = WHOLE + "BUILT_MODULE_NAME[1]=one\nDEST_MODULE_LOCATION[1]=/extra\n";
    assertThat(read(twice).modules()).hasSize(1);
    DkmsConf renamed = read(twice + "DEST_MODULE_NAME[1]=two\n");
    assertThat(renamed.dests()).containsExactly("one", "two");
    assertThat(renamed.builts()).containsExactly("one");
  }

  @Test
  void aGapInThePatchesEndsThemEarly() throws IOException {
    assertThat(read(WHOLE + "PATCH[0]=a PATCH[2]=c\n").patches()).containsExactly("a");
    assertThat(read(WHOLE + "PATCH[0]=a PATCH[1]=b\n").patches()).containsExactly("a", "b");
  }

  @Test
  void newerVersionsRefuseAModuleThatIsMadeTwice() {
    dialect = new Dialect322();
    refused(
        WHOLE + "BUILT_MODULE_NAME[1]=one\nDEST_MODULE_LOCATION[1]=/updates\n",
        "dkms.conf: Error! Duplicate module 'one' in 'BUILT_MODULE_NAME[1]'.",
        "dkms.conf: Error! Duplicate module 'one' in 'DEST_MODULE_NAME[1]'.");
  }

  @Test
  void newerVersionsHaveARangeOfKernels() throws IOException {
    dialect = new Dialect322();
    assertThat(read(WHOLE + "BUILD_EXCLUSIVE_KERNEL_MIN=6.2\n").excluded()).isTrue();
    assertThat(read(WHOLE + "BUILD_EXCLUSIVE_KERNEL_MAX=6.0\n").excluded()).isTrue();
    assertThat(read(WHOLE + "OBSOLETE_BY=6.0\n").excluded()).isTrue();
    assertThat(read(WHOLE + "BUILD_EXCLUSIVE_KERNEL_MIN=6.0\n").excluded()).isFalse();
    dialect = new Dialect3010();
    assertThat(read(WHOLE + "BUILD_EXCLUSIVE_KERNEL_MIN=6.2\n").excluded()).isFalse();
  }

  @Test
  void aModuleHasConditionsOfItsOwn() throws IOException {
    String two = WHOLE + "BUILT_MODULE_NAME[1]=two\nDEST_MODULE_LOCATION[1]=/updates\n";
    for (Dialect one : List.of(new Dialect3010(), new Dialect322())) {
      dialect = one;
      assertThat(read(two + "BUILD_EXCLUSIVE_KERNEL[1]='^6'\n").builts()).contains("two");
      for (String condition :
          List.of("KERNEL[1]='^5'", "KERNEL_MIN[1]=6.2", "KERNEL_MAX[1]=6.0", "ARCH[1]=arm")) {
        DkmsConf conf = read(two + "BUILD_EXCLUSIVE_" + condition + "\n");
        assertThat(conf.builts()).as(condition).containsExactly("one");
        assertThat(conf.excluded()).isFalse();
      }
      assertThat(read(two + "BUILD_EXCLUSIVE_KERNEL[0]='^5'\n").excluded())
          .as("the first is for all")
          .isTrue();
    }
  }

  @Test
  void withoutAModuleForTheKernelThePackageIsExcluded() throws IOException {
    String second =
        """
        PACKAGE_NAME=one
        PACKAGE_VERSION=1
        BUILT_MODULE_NAME=one
        DEST_MODULE_LOCATION=/updates
        BUILT_MODULE_NAME[1]=two
        DEST_MODULE_LOCATION[1]=/updates
        """;
    DkmsConf conf = read(second + "BUILD_EXCLUSIVE_KERNEL=([0]='^5' [1]='^5')\n");
    assertThat(conf.excluded()).isTrue();
    assertThat(conf.dests()).contains("one");
  }

  @Test
  void theOlderWordForTheLastKernelCountsAlone() throws IOException {
    dialect = new Dialect322();
    String two = WHOLE + "BUILT_MODULE_NAME[1]=two\nDEST_MODULE_LOCATION[1]=/updates\n";
    assertThat(read(two + "OBSOLETE_BY=6.0\nBUILD_EXCLUSIVE_KERNEL_MAX[1]=6.0\n").dests())
        .containsExactly("one");
  }

  @Test
  void newerVersionsTakeNoOtherWordThanYesOrNo() throws IOException {
    assertThat(read(WHOLE + "AUTOINSTALL=no\n").automatic()).isTrue();
    dialect = new Dialect322();
    assertThat(read(WHOLE + "AUTOINSTALL=no\n").automatic()).isFalse();
    assertThat(read(WHOLE + "AUTOINSTALL=Yes\n").automatic()).isTrue();
    refused(
        WHOLE + "AUTOINSTALL=maybe\nBUILD_DEPENDS_REBUILD=1\nNO_WEAK_MODULES=2\n",
        "dkms.conf: Error! Unsupported AUTOINSTALL value 'maybe'",
        "dkms.conf: Error! Unsupported BUILD_DEPENDS_REBUILD value '1'",
        "dkms.conf: Error! Unsupported NO_WEAK_MODULES value '2'");
  }
}
