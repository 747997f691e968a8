package dlkm.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.boot.BootRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class PageTest {

  private static final BootRecord NONE = new BootRecord(List.of(), List.of());

  private static final BootRecord BOOT =
      BootRecord.parse(
          """
          INIT 5.00 begin
          INIT 5.50 front loaded
          INIT 5.60 back failed <b>no such file</b>
          INIT 6.00 end
          """);

  @Test
  void theListHasTheFactsOfEveryModule() throws SAXException {
    Document page = Xml.page(Page.of(SomeGraphs.small(), NONE));

    List<Element> entries =
        Xml.elements(page, "details").stream()
            .filter(entry -> entry.hasAttribute("data-m"))
            .toList();
    assertThat(entries)
        .extracting(entry -> entry.getAttribute("data-name"))
        .containsExactly("back", "front", "alone", "crc", "gone");
    assertThat(entries.getFirst().getTextContent())
        .contains("the back driver", "16384 bytes", "1.0", "OE", "elsewhere, 2 users");
  }

  @Test
  void aModuleHasOneNumberInListAndPicture() throws SAXException {
    Document page = Xml.page(Page.of(SomeGraphs.small(), NONE));

    for (Element box : Xml.ofClass(page, "g", "node")) {
      String name = Xml.text(box, "name");
      assertThat(Xml.elements(page, "details"))
          .filteredOn(entry -> entry.getAttribute("data-name").equals(name))
          .extracting(entry -> entry.getAttribute("data-m"))
          .containsExactly(box.getAttribute("data-m"));
    }
  }

  @Test
  void filtersOfferWhatThereIs() throws SAXException {
    Document page = Xml.page(Page.of(SomeGraphs.small(), NONE));

    assertThat(Xml.elements(page, "input"))
        .filteredOn(input -> input.getAttribute("type").equals("checkbox"))
        .extracting(input -> input.getAttribute("name") + "=" + input.getAttribute("value"))
        .containsExactly(
            "state=LOADED",
            "state=MISSING",
            "phase=INIT",
            "phase=-",
            "origin=dlkm",
            "origin=kernel");
  }

  @Test
  void hostileTextIsTextInThePage() throws SAXException {
    String html = Page.of(SomeGraphs.hostile(), NONE);
    Document page = Xml.page(html);

    assertThat(Xml.elements(page, "script")).hasSize(1);
    assertThat(html.split("<script", -1)).hasSize(2);
    assertThat(Xml.elements(page, "details").getFirst().getAttribute("data-name"))
        .startsWith("\"'><script>alert(1)</script>&amp;\\n")
        .doesNotContain("\u0001", "\ufffe");
    assertThat(Xml.elements(page, "a"))
        .isNotEmpty()
        .allMatch(link -> link.getAttribute("href").matches("#module=[A-Za-z0-9%+._*-]+"));
  }

  @Test
  void thePageLoadsNothing() {
    String html = Page.of(SomeGraphs.small(), BOOT);

    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "@import", "<link", "<img", "<iframe", "src=\"")
        .contains("default-src &#39;none&#39;");
    assertThat(html).doesNotContainPattern("url\\((?!#)");
  }

  @Test
  void itsPolicyPermitsItsOwnStyleAndScript() throws NoSuchAlgorithmException {
    String html = Page.of(SomeGraphs.small(), NONE).replace("&#39;", "'");

    assertThat(html)
        .contains("style-src 'sha256-" + sum(html, "style") + "'")
        .contains("script-src 'sha256-" + sum(html, "script") + "'");
  }

  private static String sum(String html, String element) throws NoSuchAlgorithmException {
    Pattern content = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL);
    Matcher matcher = content.matcher(html);
    assertThat(matcher.find()).isTrue();
    byte[] bytes = matcher.group(1).getBytes(StandardCharsets.UTF_8);
    assertThat(matcher.find()).as("a second " + element).isFalse();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return Base64.getEncoder().encodeToString(digest.digest(bytes));
  }

  @Test
  void theBootIsOnThePageIfThereWasOne() throws SAXException {
    Document page = Xml.page(Page.of(SomeGraphs.small(), BOOT));

    assertThat(Xml.ofClass(page, "g", "loaded")).hasSize(1);
    assertThat(Xml.ofClass(page, "g", "failed"))
        .extracting(Element::getTextContent)
        .containsExactly("5600 ms: failed: <b>no such file</b>");
    assertThat(Page.of(SomeGraphs.small(), NONE)).doesNotContain("Last boot");
  }

  @Test
  void theTimelineIsADrawingOfItsOwnToo() throws SAXException {
    Document svg = Xml.parse(BootDrawing.of(BOOT));

    assertThat(Xml.ofClass(svg, "rect", "bar")).hasSize(1);
    assertThat(Xml.ofClass(svg, "text", "module"))
        .extracting(Element::getTextContent)
        .containsExactly("front", "back");
    assertThat(Xml.parse(BootDrawing.of(NONE)).getDocumentElement().getTagName()).isEqualTo("svg");
  }

  @Test
  void aPhaseThatDidNotEndIsDrawnToTheLastTime() throws SAXException {
    BootRecord cut = BootRecord.parse("BOOT1 1.00 begin\nBOOT1 99999999999999999.00 a loaded\n");
    Document svg = Xml.parse(BootDrawing.of(cut));

    assertThat(Xml.ofClass(svg, "rect", "unended")).hasSize(1);
  }

  @Test
  void theSameGraphIsTheSamePage() {
    Graph graph = SomeGraphs.random(50, 60, 11);

    assertThat(Page.of(SomeGraphs.shuffled(graph), BOOT)).isEqualTo(Page.of(graph, BOOT));
  }
}
