package org.rlsworkup.knowledge.load;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page, parsed strictly by an XML parser. */
public final class Html {
    private final XPath paths = XPathFactory.newInstance().newXPath();
    private final Document page;
    private final Map<String, Element> byId;

    public Html(String html) {
        try {
            this.page = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(html)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("not well-formed: " + e.getMessage(), e);
        }
        this.byId = all("//*[@id]").stream().collect(Collectors.toMap(it -> it.getAttribute("id"), it -> it));
    }

    public List<Element> all(String xpath) {
        try {
            var nodes = (NodeList) paths.evaluate(xpath, page, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> (Element) nodes.item(i))
                    .toList();
        } catch (XPathExpressionException e) {
            throw new AssertionError(e);
        }
    }

    public List<String> attributes(String name) {
        return all("//*[@" + name + "]").stream()
                .map(element -> element.getAttribute(name))
                .toList();
    }

    /** The text below an element, blanks folded, also those that keep a number and its unit together. */
    public static String text(Element element) {
        return element.getTextContent().replaceAll("[\\s\u00a0]+", " ").strip();
    }

    public String textOf(String id) {
        return text(Objects.requireNonNull(byId.get(id), id));
    }
}
