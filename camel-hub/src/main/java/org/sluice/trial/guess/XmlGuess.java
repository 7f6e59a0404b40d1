package org.sluice.trial.guess;

import java.util.ArrayList;
import java.util.List;
import org.sluice.enrich.xml.XmlNotes;
import org.sluice.trial.guess.Draft.Parameter;
import org.sluice.trial.guess.Draft.Step;

/** XML: the element that its records are, and what their texts say. */
final class XmlGuess implements Guess {
  private static final String TYPE = "application/xml";
  private static final String TYPES = TYPE + ",text/xml";

  /** Records that an example has. */
  private static final int EXAMPLE = 10;

  @Override
  public String format() {
    return "XML";
  }

  @Override
  public boolean knows(Sample sample) {
    return isXml(sample.contentType()) || sample.ending().equals("xml");
  }

  private static boolean isXml(String type) {
    return List.of(TYPES.split(",")).contains(type) || type.endsWith("+xml");
  }

  @Override
  public Draft draft(Sample sample, String route, Target to, Reader reader)
      throws UnguessableException {
    XmlElements elements = XmlElements.of(sample);
    String type = isXml(sample.contentType()) ? sample.contentType() : TYPE;
    XmlCut cut = new XmlCut(sample, elements.record(), elements.records());
    Step block = new Step("xml-records-action", List.of(), parameters(elements));
    byte[] looked = cut.first(Integer.MAX_VALUE);
    Typing.Read read = Typing.read(reader, block, looked, type, true);
    RecordGuess guess = new RecordGuess(read.records(), route, to, Target.DOCUMENTS);
    List<Step> steps = guess.behind(read.steps());
    List<String> notes = XmlNotes.of(looked, elements.record()).map(Prose::lines).orElse(List.of());
    steps.set(0, steps.get(0).and(notes));
    List<String> types = new ArrayList<>(List.of(TYPES));
    if (!List.of(TYPES.split(",")).contains(type)) {
      types.add(type);
    }
    return new Draft(
        guess.description(),
        String.join(",", types),
        type,
        steps,
        cut.first(EXAMPLE),
        "xml",
        guess.taking());
  }

  private static List<Parameter> parameters(XmlElements elements) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter("element", elements.record(), elements.said()));
    if (!elements.lists().isEmpty()) {
      parameters.add(
          new Parameter(
              "lists",
              String.join(",", elements.lists()),
              List.of(
                  "These come several times in a record: lists always, also where they come"
                      + " once.")));
    }
    if (!elements.nested().isEmpty()) {
      parameters.add(
          new Parameter(
              "nested",
              String.join(",", elements.nested()),
              List.of(
                  "These have attributes or children beside text in a record: in all their text is",
                  "their field 'value', also where it stands alone.")));
    }
    return parameters;
  }
}
