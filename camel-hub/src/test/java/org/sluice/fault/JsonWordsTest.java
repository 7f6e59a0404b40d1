package org.sluice.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {"a": NaN}  | line 1, column 10: Non-standard token 'NaN', which JSON does not have
          {"a": /* */ | line 1, column 7: Unexpected character ('/' (code 47)): maybe a (non-standard) comment?
          []          | it is another kind of JSON than is wanted here
          ^^          | there is nothing in it
          """)
  void whatIsWrongIsSaidAndNothingToProgrammers(String json, String said) {
    JsonProcessingException e =
        assertThrows(
            JsonProcessingException.class, () -> new ObjectMapper().readValue(json, Map.class));
    assertEquals(said, JsonWords.placed(e));
  }
}
