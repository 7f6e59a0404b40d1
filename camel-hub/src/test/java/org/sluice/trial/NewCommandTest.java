package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.sluice.routes.RouteFiles;

class NewCommandTest extends NewRig {
  @Test
  void recordsWithoutATimeOrANumberBecomeDocuments() throws Exception {
    String yaml = made("iris.json", "[{\"sepal\": 5.1, \"species\": \"setosa\"}]");
    assertTrue(yaml.contains("kamelet:documents-sink"), yaml);
    assertTrue(yaml.contains("# 'sepal': number (5.1)\n"), yaml);
    assertTrue(yaml.contains("# 'species': text (setosa)\n"), yaml);
    Files.delete(folder.path("made/made.camel.yaml"));
    assertEquals(
        0,
        folder.run(
            "new",
            "route=other",
            "from=" + folder.write("../a.json", "{\"at\": \"2020-01-01\", \"text\": \"x\"}")));
    yaml = folder.read("other/other.camel.yaml");
    assertTrue(yaml.contains("and no number: documents"), yaml);
  }

  @Test
  void recordsGoWhereTheyAreToldTo() throws Exception {
    Path json = folder.write("../a.json", "{\"at\": \"2020-01-01\", \"v\": 1}");
    Path plain = folder.write("../b.json", "{\"v\": 1}");
    assertEquals(0, folder.run("new", "route=d", "from=" + json, "to=documents"));
    assertTrue(folder.read("d/d.camel.yaml").contains("kamelet:documents-sink"));
    assertEquals(0, folder.run("new", "route=r", "from=" + json, "to=rows"));
    assertTrue(folder.read("r/r.camel.yaml").contains("kamelet:table-rows-sink"));
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
    assertEquals(2, folder.run("new", "route=p", "from=" + plain, "to=points"));
    assertTrue(((String) folder.last("error")).endsWith("they cannot be points."));
  }

  @Test
  void messagesOfAnMqttBridgeGoTheirOwnWay() throws Exception {
    String yaml =
        made(
            "m.json",
            "{\"topic\": \"a/b\", \"value\": [1], \"value_units\": [\"W\"], \"time\": 1}");
    assertTrue(yaml.contains("kamelet:sensor-readings-action"), yaml);
  }

  @Test
  void picturesGoToTheGraph() throws Exception {
    Path picture = RouteFiles.folder().resolve("pictures/examples/gps/input.jpg");
    assertEquals(0, folder.run("new", "route=made", "from=" + picture), () -> "" + folder.said());
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
    assertTrue(folder.read("made/made.camel.yaml").contains("kamelet:image-graph-sink"));
  }

  @Test
  void itTakesWhatItIsToldTo() throws Exception {
    Path sample = folder.write("../a-1.json", "{\"a\": 1}");
    assertEquals(0, folder.run("new", "route=own", "from=" + sample));
    assertEquals("own", folder.last("selects", "project"));
    assertEquals(
        0, folder.run("new", "route=both", "from=" + sample, "project=p", "name=a-*.json"));
    assertEquals("p", folder.last("selects", "project"));
    assertEquals("a-*.json", folder.last("selects", "name"));
    assertEquals(0, folder.run("new", "route=named", "from=" + sample, "name=**.json"));
    assertFalse(((Map<?, ?>) folder.last("selects")).containsKey("project"));
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
  }

  @Test
  void whatCannotBeAnswersWithOneLine() throws Exception {
    Path good = folder.write("../a.json", "{\"a\": 1}");
    for (String name : new String[] {"", "a/b", "../a", "blocks", "-a", "a b", "é"}) {
      refused("cannot be called '" + name + "'", name, good);
    }
    assertEquals(0, folder.run("new", "route=made", "from=" + good));
    refused("already", "made", good);
    refused("There is no file", "other", temporary.resolve("none"));
    refused("is empty", "other", folder.write("../empty.json", ""));
    refused(
        "is text/html, and there are guesses for", "other", folder.write("../a.html", "<html>"));
    refused("\"By hand\" in routes/README.md", "other", folder.write("../a.log", "06:00 open\n"));
    refused("line 1, column", "other", folder.write("../cut.json", "{\"a\": 1"));
    refused("This is JSON, called .csv", "other", folder.write("../a.csv", "[{\"a\": 1}]\n"));
    refused("empty array", "other", folder.write("../none.json", "[]"));
    refused("is not an object", "other", folder.write("../numbers.json", "[1, 2]"));
    refused("is cut or malformed XML at line 1", "other", folder.write("../cut.xml", "<a><b>"));
    refused(
        "has a document type",
        "other",
        folder.write("../dtd.xml", "<!DOCTYPE a [<!ENTITY e 'x'>]><a><b/><b/></a>"));
    refused(
        "does not end within its first MiB",
        "other",
        folder.write("../wide.xml", "<a><b>" + "x".repeat(1 << 20) + "</b></a>"));
    refused(
        "does not end within its first MiB",
        "other",
        folder.write("../wide.json", "{\"a\": \"" + "x".repeat(1 << 20) + "\"}"));
    assertEquals(2, folder.run("new", "route=other", "from=" + good, "name=*.csv"));
    assertTrue(((String) folder.last("error")).contains("does not match *.csv"));
    assertEquals(2, folder.run("new", "route=other", "from=" + good, "name=[a"));
    assertTrue(((String) folder.last("error")).contains("is no pattern of names"));
    assertFalse(Files.exists(folder.path("other")));
  }

  @Test
  void aPictureThatIsCalledATableIsSaidToBeAPicture() throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", png);
    String yaml = made("t.csv", png.toByteArray());
    assertTrue(
        prose(yaml)
            .contains(
                "t.csv is a picture by its first bytes (image/png), and no .csv as its name says:"
                    + " a route for pictures is made of it, and none for tables or texts."),
        yaml);
    assertTrue(yaml.contains("kamelet:image-graph-sink"), yaml);
    assertEquals(2, folder.run("new", "route=o", "from=" + temporary.resolve("t.csv"), "to=rows"));
    String said = (String) folder.last("error");
    assertTrue(said.startsWith("t.csv is a picture by its first bytes (image/png)"), said);
    assertTrue(said.endsWith("A picture goes to the graph: leave --to out."), said);
  }
}
