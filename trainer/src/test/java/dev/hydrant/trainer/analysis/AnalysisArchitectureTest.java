package dev.hydrant.trainer.analysis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AnalysisArchitectureTest {
  @Test
  void analysis_knows_the_jdk_and_hipparchus_only() throws URISyntaxException {
    Path one = Path.of(Matrix.class.getResource("Matrix.class").toURI());
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.hipparchus..", "dev.hydrant.trainer.analysis")
        .check(new ClassFileImporter().importPath(one.getParent()));
  }
}
