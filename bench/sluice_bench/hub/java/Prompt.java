import java.io.IOException;
import java.net.*;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import org.influxdb.*;

/** InfluxDB's client as the hub has it, whose sockets send at once: else each write waits 40 ms for nothing. */
final class Prompt extends SocketFactory {
  static InfluxDB influx(String url) {
    return InfluxDBFactory.connect(url, new OkHttpClient.Builder().socketFactory(new Prompt()));
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException();
  }
}
