package dev.hydrant.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a library's Maven description says of its licences, or its parent's if it says nothing. */
record StatedLicenses(Path repository) {

  /** The names of the licences of a jar that lies in the local repository. */
  List<String> of(Path jar) throws IOException {
    Path folder = jar.getParent();
    return ofPom(
        folder.resolve(folder.getParent().getFileName() + "-" + folder.getFileName() + ".pom"));
  }

  private List<String> ofPom(Path pom) throws IOException {
    Element project = parse(pom).getDocumentElement();
    List<String> names = new ArrayList<>();
    for (Element licence : children(child(project, "licenses"), "license")) {
      names.add(text(licence, "name"));
    }
    Optional<Element> parent = child(project, "parent");
    if (!names.isEmpty() || parent.isEmpty()) {
      return names;
    }
    String artifact = text(parent.get(), "artifactId");
    String version = text(parent.get(), "version");
    return ofPom(
        repository
            .resolve(text(parent.get(), "groupId").replace('.', '/'))
            .resolve(artifact)
            .resolve(version)
            .resolve(artifact + "-" + version + ".pom"));
  }

  private static Document parse(Path pom) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(pom + ": " + e.getMessage(), e);
    }
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(Optional.of(parent), name).stream().findFirst();
  }

  private static List<Element> children(Optional<Element> parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.map(Element::getChildNodes).orElse(null);
    for (int i = 0; nodes != null && i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    return child(parent, name).map(e -> e.getTextContent().strip()).orElse("");
  }

  /** The folder that a path of the form {@code repository/group/artifact/version/jar} lies in. */
  static Path repositoryOf(Path jar) {
    Path folder = jar.getParent();
    while (folder != null && !Files.isDirectory(folder.resolve("org/junit"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
