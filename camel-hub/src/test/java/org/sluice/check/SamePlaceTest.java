package org.sluice.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sluice.routes.RouteFiles;

/** Steps that bring the same records to the same place. */
class SamePlaceTest {
  private static final String ONE = "- to: kamelet:documents-sink";
  private static final String TWO =
      "- to: {uri: kamelet:documents-sink, parameters: {collection: documents}}";
  private static final String OTHER = "- to: kamelet:documents-sink?collection=others";

  private static List<Finding> found(String... steps) throws IOException {
    String text =
        "- route:\n    id: a\n    from:\n      uri: lake:objects\n      steps:\n"
            + String.join("\n", steps).indent(8);
    return errors("a/a.camel.yaml", text);
  }

  private static List<Finding> errors(String file, String text) throws IOException {
    Map<String, BlockText> blocks = new TreeMap<>();
    for (Path path : RouteFiles.kamelets()) {
      BlockText block =
          BlockText.of(RouteText.of(path.getFileName().toString(), Files.readAllBytes(path)));
      blocks.put(block.name(), block);
    }
    return SamePlace.in(RouteText.of(file, text.getBytes(StandardCharsets.UTF_8)), blocks);
  }

  private static void assertFound(int line, List<Finding> found) {
    assertEquals(List.of(line), found.stream().map(Finding::line).toList(), found.toString());
  }

  @Test
  void theSecondIsRefusedAndTheFirstIsSaid() throws IOException {
    List<Finding> found = found(ONE, OTHER, TWO);
    assertFound(8, found);
    assertEquals(Finding.Level.ERROR, found.get(0).level());
    assertTrue(
        found
            .get(0)
            .message()
            .startsWith(
                "The step in line 6 writes to this place already: documents-sink with collection"
                    + " 'documents'."),
        found.get(0).message());
  }

  @Test
  void otherPlacesAreWell() throws IOException {
    assertEquals(List.of(), found(ONE, OTHER, "- to: kamelet:influx-points-sink"));
    assertEquals(
        List.of(),
        found(
            "- to: kamelet:swift-object-sink?name=a",
            "- to: kamelet:swift-object-sink?name=b",
            "- to: kamelet:http-records-sink?url=http://a",
            "- to: kamelet:http-records-sink?url=http://b"));
  }

  @Test
  void whatElseTheStepsSayMakesNoOtherPlace() throws IOException {
    assertFound(
        7,
        found(
            "- to: kamelet:table-rows-sink?table=t",
            "- to: kamelet:table-rows-sink?table=t&types=a%3Dtext"));
  }

  @Test
  void stepsInAllBranchesOfAMulticastAreDone() throws IOException {
    assertFound(9, found("- multicast:", "    steps:", "      " + ONE, "      " + TWO));
  }

  @Test
  void ofBranchesThatExcludeEachOtherOneIsDone() throws IOException {
    String[] choice = {
      "- choice:",
      "    when:",
      "      - simple: ${body.size} == 1",
      "        steps:",
      "          " + ONE,
      "      - simple: ${body.size} == 2",
      "        steps:",
      "          " + TWO,
      "    otherwise:",
      "      steps:",
      "        " + ONE
    };
    assertEquals(List.of(), found(choice));
    String[] andThen = Arrays.copyOf(choice, choice.length + 1);
    andThen[choice.length] = TWO;
    assertFound(17, found(andThen));
  }

  @Test
  void whatStopsIsNotBeforeWhatFollows() throws IOException {
    String[] filter = {"- filter:", "    simple: ${body.size} == 1", "    steps:", "      " + ONE};
    assertFound(10, found(filter[0], filter[1], filter[2], filter[3], TWO));
    assertEquals(
        List.of(), found(filter[0], filter[1], filter[2], filter[3], "      - stop: {}", TWO));
  }

  @Test
  void xmlHasTheSameRights() throws IOException {
    String xml =
        """
        <routes>
         <route id='a'>
          <from uri='lake:objects'/>
          <choice>
           <when><simple>${body.size} == 1</simple><to uri='kamelet:documents-sink'/></when>
           <otherwise><to uri='kamelet:documents-sink'/></otherwise>
          </choice>
          <to uri='kamelet:documents-sink?collection=others'/>
         </route>
         <route id='b'><from uri='lake:objects'/><to uri='kamelet:documents-sink'/></route>
        </routes>
        """;
    assertEquals(List.of(), errors("a/a.camel.xml", xml));
    assertFound(8, errors("a/a.camel.xml", xml.replace("?collection=others", "")));
  }
}
