package dlkm.graph;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads markup with the JDK's parser, which fails on anything that isn't well-formed. */
final class Xml {

  private Xml() {}

  static Document parse(String text) throws SAXException {
    try {
      var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(text)));
    } catch (IOException | ParserConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  /** A page, which is well-formed but for its styles and its script. */
  static Document page(String html) throws SAXException {
    return parse(
        html.replaceAll("(?s)<style>.*?</style>", "<style/>")
            .replaceAll("(?s)<script>.*?</script>", "<script/>")
            .replaceFirst("<!DOCTYPE html>", ""));
  }

  static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  static List<Element> ofClass(Document document, String name, String kind) {
    return elements(document, name).stream()
        .filter(element -> List.of(element.getAttribute("class").split(" ")).contains(kind))
        .toList();
  }

  /** The text of the child of that class. */
  static String text(Element element, String kind) {
    NodeList nodes = element.getElementsByTagName("text");
    for (int i = 0; i < nodes.getLength(); i++) {
      if (((Element) nodes.item(i)).getAttribute("class").equals(kind)) {
        return nodes.item(i).getTextContent();
      }
    }
    throw new AssertionError("no " + kind);
  }
}
