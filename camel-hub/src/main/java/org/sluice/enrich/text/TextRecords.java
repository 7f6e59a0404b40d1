package org.sluice.enrich.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.Encoding;
import org.sluice.enrich.ObjectBytes;
import org.sluice.enrich.RecordBlock;
import org.sluice.enrich.Records;
import org.sluice.enrich.TextSource;
import org.sluice.enrich.part.Cuttable;
import org.sluice.enrich.part.Ends;
import org.sluice.enrich.part.LineEnds;
import org.sluice.enrich.part.SideBySide;
import org.sluice.enrich.part.Start;
import org.sluice.fault.FaultException;
import org.sluice.run.RunView;

/**
 * {@code text-records}: a record for each line, of the named groups of a pattern that the whole
 * line must match. All values are texts; a group that is not there is null.
 *
 * <p>Faults: object-empty, object-too-large, text-unreadable, record-invalid with the line.
 * Declines an object of which no line matches, where such are passed over.
 */
public final class TextRecords extends RecordBlock {
  private static final Pattern NAME = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

  /** What was to be a name: neither that, nor the beginning of what looks behind. */
  private static final Pattern ODD_NAME =
      Pattern.compile("\\(\\?<(?![=!])(?![a-zA-Z][a-zA-Z0-9]*>)([^>()]*)>");

  private final Pattern pattern;
  private final List<String> names = new ArrayList<>();
  private final boolean skip;
  private final Encoding encoding;

  public TextRecords(BlockParameters parameters) {
    super(parameters.number("maxBytes", Long.MAX_VALUE));
    String said = parameters.text("pattern");
    pattern = parameters.said("pattern", () -> compiled(said));
    Matcher matcher = NAME.matcher(said);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "parameter 'pattern' has no named group, such as (?<level>[A-Z]+)");
    }
    skip = parameters.choice("others", "reject", "reject", "skip").equals("skip");
    encoding = Encoding.of(parameters, "text-records-action");
  }

  private static Pattern compiled(String said) {
    try {
      return Pattern.compile(said);
    } catch (PatternSyntaxException e) {
      Matcher odd = ODD_NAME.matcher(said);
      if (odd.find()) {
        throw new IllegalArgumentException(
            "a group's name is of letters and digits, the first a letter, and '"
                + odd.group(1)
                + "' is none");
      }
      throw e;
    }
  }

  @Override
  protected Records open(ObjectBytes bytes, RunView run) throws IOException {
    Encoding.Opened opened = encoding.open(bytes, run);
    return SideBySide.of(new TextLines(opened.charset()), opened.bytes(), run);
  }

  /** The lines of one object. */
  private final class TextLines implements Cuttable {
    private Charset found;

    TextLines(Charset said) {
      found = said;
    }

    @Override
    public Ends ends(byte[] beginning) {
      Charset marked = TextSource.marked(beginning);
      found = marked == null ? found : marked;
      return TextSource.endsLinesInOneByte(found) ? new LineEnds(true) : null;
    }

    @Override
    public Records open(InputStream in, Start start, Consumer<FaultException> rejects)
        throws IOException {
      TextSource text = new TextSource(in, found, start);
      return new TextReader(text, pattern, names, skip, start, rejects);
    }
  }
}
