package dev.evenkeel.deploy.client;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/// Just enough of XML to read the answers of the query protocol.
final class Xml {
    private static final XMLInputFactory FACTORY = factory();

    private Xml() {}

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        return factory;
    }

    /// The texts of all elements of this name, in order.
    ///
    /// @throws IllegalArgumentException if it is not XML, or such an element holds others
    static List<String> texts(String xml, String element) {
        var texts = new ArrayList<String>();
        try {
            var reader = FACTORY.createXMLStreamReader(new StringReader(xml));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals(element)) {
                    texts.add(reader.getElementText());
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("not the XML that was expected: " + e.getMessage(), e);
        }
        return texts;
    }
}
