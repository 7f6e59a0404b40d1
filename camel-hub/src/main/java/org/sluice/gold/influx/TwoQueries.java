package org.sluice.gold.influx;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Lets the client of 1.x ask an InfluxDB 2.x: shows the token, and puts what 2.x complains of into
 * the words of 1.x.
 */
public final class TwoQueries implements Interceptor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST = 10_000;

  private final String token;

  public TwoQueries(String token) {
    this.token = token;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response answer =
        chain.proceed(
            chain.request().newBuilder().header("Authorization", "Token " + token).build());
    if (answer.isSuccessful()) {
      return answer;
    }
    String said = TwoStore.words(answer.code(), answer.peekBody(MOST).string());
    answer.close();
    String body = JSON.writeValueAsString(Map.of("error", said));
    return answer
        .newBuilder()
        .body(ResponseBody.create(MediaType.get("application/json"), body))
        .build();
  }
}
