package org.sluice.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.routes.RouteFiles;

/** Routes that are made from logs. */
class NewFromTextTest extends NewRig {
  private static final String ACCESS =
      """
      127.0.0.1 - frank [10/Oct/2026:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326 "http://www.example.com/start.html" "Mozilla/4.08 [en] (Win98; I ;Nav)"
      ::1 - - [10/Oct/2026:13:55:37 -0700] "POST /a%20b?x=1&y=2 HTTP/1.1" 404 - "-" "say \\"hi\\""
      10.0.0.7 - - [10/Oct/2026:13:55:38 -0700] "\\x16\\x03" 400 150 "-" "-"
      """;

  @Test
  void aWebServersCombinedLogIsRead() throws Exception {
    String yaml = made("access_log", ACCESS);
    assertTrue(yaml.contains("# Lines of a log: a web server's combined log.\n"), yaml);
    assertTrue(yaml.contains("# All 3 lines are so.\n"), yaml);
    assertTrue(yaml.contains("# With --to points it is a time series instead"), yaml);
    assertFalse(yaml.contains("others:"), yaml);
    assertEquals("2026-10-10T20:55:36Z", document(0).get("time"));
    assertEquals("frank", document(0).get("user"));
    assertEquals("/apache_pb.gif", document(0).get("path"));
    assertEquals(2326, document(0).get("bytes"));
    assertEquals("/a%20b?x=1&y=2", document(1).get("path"));
    assertEquals(404, document(1).get("status"));
    assertEquals(null, document(1).get("bytes"));
    assertEquals("say \\\"hi\\\"", document(1).get("agent"));
    assertEquals("\\x16\\x03", document(2).get("request"));
  }

  @Test
  void aWebServersCommonLogIsReadAndMayBecomePoints() throws Exception {
    String common = ACCESS.replaceAll("(?m) \"[^\"]*\" \"(\\\\.|[^\"])*\"$", "");
    String yaml = made("access.log", common);
    assertTrue(yaml.contains("a web server's common log.\n"), yaml);
    assertEquals(200, document(0).get("status"));
    assertEquals(
        0,
        folder.run("new", "route=p", "from=" + folder.write("../access.log", common), "to=points"),
        () -> "" + folder.said());
    assertTrue(folder.read("p/p.camel.yaml").contains("time: time\n"));
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
  }

  @Test
  void syslogIsReadAndItsTimesStayTextsAsTheyHaveNoYear() throws Exception {
    String yaml =
        made(
            "syslog",
            """
            Nov  7 06:00:12 roof sshd[812]: Accepted publickey for alice
            Nov 27 06:00:13 roof kernel: [    0.000000] Linux version 6.1
            Nov 27 06:00:14 roof systemd[1]: Started a.service.
            """);
    assertTrue(yaml.contains("# Lines of a log: syslog.\n"), yaml);
    assertTrue(yaml.contains("# Its times have no year, and stay texts."), yaml);
    assertEquals("Nov  7 06:00:12", document(0).get("time"));
    assertEquals(812, document(0).get("pid"));
    assertEquals(null, document(1).get("pid"));
    assertEquals("[    0.000000] Linux version 6.1", document(1).get("message"));
    // What the comment says to do is done.
    folder.write(
        "made/made.camel.yaml",
        yaml.replace("types: \"", "types: \"time=time(yyyy MMM ppd HH:mm:ss),")
            .replace("types: pid", "types: time=time(yyyy MMM ppd HH:mm:ss),pid")
            .replaceFirst(
                "(?s)(parameters:\\s+#[^\\n]*\\n\\s+pattern:[^\\n]*\\n)",
                "$1        - to:\n            uri: kamelet:map-action\n"
                    + "            parameters:\n              set: 'time=2026 {time}'\n"));
    folder.run("test", "route=made", "accept=true");
    assertEquals("2026-11-07T06:00:12Z", document(0).get("time"), () -> "" + folder.said());
  }

  @Test
  void syslogWithTimesOfItsNewerFormsIsRead() throws Exception {
    String yaml =
        made(
            "messages.log",
            """
            2026-11-27T06:00:12.123456+01:00 roof sshd[812]: Accepted publickey for alice
            2026-11-27T06:00:13.2+01:00 roof kernel: Linux version 6.1
            """);
    assertTrue(yaml.contains("# Lines of a log: syslog: time, host, program"), yaml);
    assertEquals("2026-11-27T05:00:12.123456Z", document(0).get("time"));
    assertEquals("sshd", document(0).get("app"));
    Files.delete(folder.path("made/made.camel.yaml"));
    assertEquals(
        0,
        folder.run(
            "new",
            "route=other",
            "from="
                + folder.write(
                    "../s.log",
                    "<34>1 2026-11-27T22:14:15.003Z roof su - ID47 [a b=\"c\"] failed\n"
                        + "<35>1 2026-11-27T22:14:16Z roof su 17 - - ok\n")),
        () -> "" + folder.said());
    String expected = folder.read("other/examples/sample/expected.json");
    assertTrue(expected.contains("\"time\": \"2026-11-27T22:14:15.003Z\""), expected);
    assertTrue(expected.contains("\"data\": \"[a b=\\\"c\\\"]\""), expected);
  }

  @Test
  void timeLevelAndMessageAreFound() throws Exception {
    String yaml =
        made(
            "app.log",
            """
            2026-11-24T10:00:00Z INFO started in 3 ms
            2026-11-24T10:00:01Z WARN  disk is full
            java.io.IOException: No space left on device
            \tat Disk.write(Disk.java:17)
            2026-11-24T10:00:02Z ERROR gave up
            """);
    assertTrue(yaml.contains("# Lines of a log: time, level and message.\n"), yaml);
    assertTrue(yaml.contains("# 3 of 5 are so.\n"), yaml);
    assertTrue(yaml.contains("others: skip\n"), yaml);
    assertTrue(yaml.contains("such as: java.io.IOException: No space left on device\n"), yaml);
    assertEquals("2026-11-24T10:00:01Z", document(1).get("time"));
    assertEquals("WARN", document(1).get("level"));
    assertEquals("disk is full", document(1).get("message"));
  }

  @Test
  void germanDaysAreReadByTheirFormAndTheZoneIsSaid() throws Exception {
    String lines =
        """
        28.11.2026 13:45:02%1$s INFO Pumpe 3 gestartet
        28.11.2026 13:45:09%1$s WARN Druck zu hoch: 5,2 bar
        1.12.2026 00:00:00%1$s INFO Pumpe 3 gestoppt
        """;
    for (String fraction : List.of("", ",250", ".250")) {
      folder = new TrialFolder(temporary.resolve("f" + fraction));
      String yaml = made("pump.log", lines.formatted(fraction));
      assertTrue(yaml.contains("# Lines of a log: time, level and message.\n"), yaml);
      assertTrue(yaml.contains("# All 3 lines are so.\n"), yaml);
      String form = fraction.isEmpty() ? "H:mm:ss" : "HH:mm:ss" + fraction.charAt(0) + "SSS";
      assertTrue(yaml.contains("time=time(d.M.yyyy " + form + ")"), yaml);
      assertTrue(yaml.contains("# Times without a zone are UTC, unless 'zone' says"), yaml);
      assertEquals(
          "2026-11-28T13:45:02" + (fraction.isEmpty() ? "" : ".250") + "Z",
          document(0).get("time"));
      assertEquals("WARN", document(1).get("level"));
      assertEquals("Druck zu hoch: 5,2 bar", document(1).get("message"));
    }
  }

  @Test
  void aLogIsNoneOfAFormWhoseOwnGroupsItNeverFills() throws Exception {
    String yaml =
        made(
            "app.log",
            """
            2026-11-27T06:00:12Z [INFO] started
            2026-11-27T06:00:13Z [WARN] disk is full
            """);
    assertTrue(yaml.contains("# Lines of a log: time, level and message.\n"), yaml);
    assertEquals("disk is full", document(1).get("message"));
    assertFalse(document(1).containsKey("client"), "no column that is always empty");
    folder = new TrialFolder(temporary.resolve("apache"));
    yaml =
        made(
            "error.log",
            """
            [Fri Nov 27 06:00:12.123456 2026] [mpm_event:notice] [pid 12:tid 34] AH00489: resuming
            [Fri Nov 27 06:00:13.123456 2026] [core:notice] [pid 12:tid 34] AH00094: Command line
            """);
    assertTrue(yaml.contains("(Apache's errors).\n"), yaml);
    assertTrue(document(1).containsKey("client"), "which later lines may have");
  }

  @Test
  void messagesThatAreAllWrittenAlikeAreTakenApart() throws Exception {
    String yaml =
        made(
            "doors.log",
            """
            2026-11-27 06:00:12 INFO door=A1 open 3400 ms
            2026-11-27 06:02:40 INFO door=B2 open 910 ms
            -- the log was turned --
            2026-11-27 06:05:01 WARN door=A1 open 61200 ms
            """);
    assertTrue(yaml.contains("# Times without a zone are UTC, unless 'zone' says"), yaml);
    assertEquals("A1", document(0).get("door"));
    assertEquals(3400, document(0).get("open"));
    assertEquals("2026-11-27T06:05:01Z", document(2).get("time"));
  }

  @Test
  void linesOfKeysAndValuesAreTakenApart() throws Exception {
    made(
        "k.log",
        """
        ts=2026-11-27T06:00:00Z level=info msg="all well" took=3.5ms
        ts=2026-11-27T06:00:01Z level=warn msg="less so" took=12ms
        ts=2026-11-27T06:00:02Z level=info msg="" took=7ms
        """);
    assertEquals("all well", document(0).get("msg"));
    assertEquals("2026-11-27T06:00:00Z", document(0).get("ts"));
    assertEquals(3.5, document(0).get("took"));
  }

  @Test
  void formsOfManyLoggersAreFound() throws Exception {
    List<String[]> forms =
        List.of(
            new String[] {
              "2026-11-27 06:00:12,345 INFO  [main] o.s.Hub - up", "\"logger\": \"o.s.Hub\""
            },
            new String[] {
              "2026-11-27 06:00:12.345  INFO 17 --- [  main] o.s.Hub : up", "\"thread\": \"main\""
            },
            new String[] {
              "2026-11-27 06:00:12,345 - hub.run - INFO - up", "\"logger\": \"hub.run\""
            },
            new String[] {
              "2026/11/27 06:00:12 [error] 12#34: *1 open() failed", "\"level\": \"error\""
            },
            new String[] {
              "[Fri Nov 27 06:00:12.123456 2026] [core:error] [pid 12:tid 34] [client ::1:80] up",
              "\"client\": \"::1:80\""
            },
            new String[] {
              "2026-11-27 06:00:12.345 UTC [17] LOG:  up", "\"time\": \"2026-11-27T06:00:12.345Z\""
            },
            new String[] {
              "[2026-11-27 06:00:12] local.ERROR: up", "\"message\": \"local.ERROR: up\""
            },
            new String[] {"1795759212.345 up and away", "\"time\": \"2026-11-27T06:00:12.345Z\""},
            new String[] {"27.11.2026 06:00 up", "\"time\": \"2026-11-27T06:00:00Z\""},
            new String[] {"27.11.2026 06:00:12,345 INFO up", "\"level\": \"INFO\""},
            new String[] {
              "[27.11.2026 06:00:12.345] up", "\"time\": \"2026-11-27T06:00:12.345Z\""
            });
    for (int i = 0; i < forms.size(); i++) {
      String route = "form" + i;
      var sample = folder.write("../" + route + ".log", forms.get(i)[0] + "\n");
      assertEquals(0, folder.run("new", "route=" + route, "from=" + sample), "" + folder.said());
      String expected = folder.read(route + "/examples/sample/expected.json");
      assertTrue(expected.contains(forms.get(i)[1]), forms.get(i)[0] + " became " + expected);
      assertTrue(expected.contains("\"time\": \"2026-11-27T06:00:"), expected);
    }
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
  }

  @Test
  void ofALargeLogTheFirstLinesAreTheExampleInItsOwnEncoding() throws Exception {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      log.append("2026-11-27 06:00:12 INFO T\u00fcr ").append(i).append(" ist zu\r\n");
    }
    var file = folder.path("../large.log");
    Files.write(file, log.toString().getBytes(Charset.forName("windows-1252")));
    assertEquals(0, folder.run("new", "route=made", "from=" + file), () -> "" + folder.said());
    assertEquals(0, folder.run("test"), () -> "" + folder.said());
    assertTrue(folder.read("made/made.camel.yaml").contains("encoding: windows-1252\n"));
    String input =
        Files.readString(
            folder.path("made/examples/sample/input.log"), Charset.forName("windows-1252"));
    assertEquals(10, input.lines().count());
    assertTrue(input.endsWith("T\u00fcr 9 ist zu\r\n"), input);
  }

  @Test
  void whatFitsNoFormIsRefusedWithTheBlocksThatRead() throws Exception {
    for (String text :
        List.of(
            "06:00 open\n",
            "It was a dark night.\nAnd it rained all day.\nThe end of it all.\n",
            "a b c\nd e f\ng h i\n")) {
      var sample = folder.write("../prose.txt", text);
      assertEquals(2, folder.run("new", "route=made", "from=" + sample), text);
      String said = (String) folder.last("error");
      assertTrue(said.startsWith("prose.txt is text, and its lines are none that are known"), said);
      for (var block : RouteFiles.kamelets()) {
        String name = block.getFileName().toString().replace(".kamelet.yaml", "");
        if (name.matches(".*-(records|members|metadata)-action")) {
          assertTrue(said.contains(name), name);
        }
      }
    }
    assertFalse(Files.exists(folder.path("made")));
  }
}
