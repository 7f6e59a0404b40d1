package org.sluice.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The key, id, timestamp, body and signature are the example of the Standard Webhooks
 * specification.
 */
class WebhookSignatureTest {
  private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String TIME = "1614265330";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final String SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @TempDir Path dir;
  private Path keys;

  @BeforeEach
  void aFileWithOneKey() throws Exception {
    keys = Files.writeString(dir.resolve("keys"), KEY + "\n");
  }

  private WebhookSignature at(long seconds) {
    return new WebhookSignature(
        keys, Duration.ofMinutes(5), Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC));
  }

  @Test
  void theExampleOfTheSpecificationIsAccepted() {
    assertNull(at(1614265330).refusal(ID, TIME, SIGNED, BODY));
  }

  @Test
  void oneGoodSignatureAmongSeveralIsEnough() {
    assertNull(at(1614265330).refusal(ID, TIME, "v1a,x v1,AAAA " + SIGNED, BODY));
  }

  @Test
  void aChangedBodyIsRefused() {
    byte[] changed = "{\"test\": 2432232315}".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "no key of the hub made this signature", at(1614265330).refusal(ID, TIME, SIGNED, changed));
  }

  @Test
  void aChangedIdIsRefused() {
    assertNotNull(at(1614265330).refusal("msg_other", TIME, SIGNED, BODY));
  }

  @Test
  void anOldBatchIsRefusedThoughItIsWellSigned() {
    assertTrue(at(1614265330 + 301).refusal(ID, TIME, SIGNED, BODY).contains("300 s"));
  }

  @Test
  void aBatchFromTheFutureIsRefused() {
    assertNotNull(at(1614265330 - 301).refusal(ID, TIME, SIGNED, BODY));
  }

  @Test
  void missingHeadersAreRefused() {
    assertNotNull(at(1614265330).refusal(null, TIME, SIGNED, BODY));
    assertNotNull(at(1614265330).refusal(ID, null, SIGNED, BODY));
    assertNotNull(at(1614265330).refusal(ID, TIME, null, BODY));
  }

  @Test
  void aLineThatIsNoKeyIsNamedAndNotShown() throws Exception {
    for (String wrong : new String[] {"whsec_", "whsec_s3cr=t", "s3cr t"}) {
      Files.writeString(keys, "# old and new\n" + KEY + "\n" + wrong + "\n");
      IllegalStateException e = assertThrows(IllegalStateException.class, () -> at(0).keys());
      assertTrue(e.getMessage().contains("line 3") && !e.getMessage().contains("s3cr"));
    }
  }

  @Test
  void aRotatedKeyIsReadWithoutARestart() throws Exception {
    Files.writeString(keys, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n");
    WebhookSignature signature = at(1614265330);
    assertNotNull(signature.refusal(ID, TIME, SIGNED, BODY));
    Files.writeString(keys, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n" + KEY + "\n");
    Files.setLastModifiedTime(keys, FileTime.fromMillis(1));
    assertNull(signature.refusal(ID, TIME, SIGNED, BODY));
  }
}
