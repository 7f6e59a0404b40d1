package org.sluice.trial.guess;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The unit that a key's name tells. */
final class Units {
  private static final Pattern IN_BRACKETS = Pattern.compile(".*[(\\[]([^)\\]]{1,12})[)\\]]\\s*");
  private static final Pattern LAST_WORD = Pattern.compile("(?:(.*)([ _.-]))?([^ _.-]+)");
  private static final Map<String, String> BY_END = new LinkedHashMap<>();

  static {
    String table =
        "celsius=°C degc=°C degrees_c=°C fahrenheit=°F kelvin=K percent=% pct=% rh=% kwh=kWh wh=Wh"
            + " mw=MW kw=kW watts=W watt=W w=W volts=V volt=V v=V amps=A amp=A ma=mA hpa=hPa kpa=kPa"
            + " pa=Pa bar=bar ppm=ppm ppb=ppb km=km mm=mm cm=cm m=m kmh=km/h ms=ms sec=s seconds=s"
            + " minutes=min hours=h kg=kg g=g litres=l liters=l lux=lx lx=lx db=dB hz=Hz khz=kHz"
            + " rpm=1/min eur=EUR usd=USD c=°C f=°F %=% °c=°C °f=°F €=EUR $=USD";
    for (String pair : table.split(" ")) {
      BY_END.put(pair.replaceFirst("=.*", ""), pair.replaceFirst(".*=", ""));
    }
  }

  private Units() {}

  /** The unit; null where the name tells none. */
  static String of(String key) {
    Matcher brackets = IN_BRACKETS.matcher(key);
    if (brackets.matches()) {
      return brackets.group(1);
    }
    Matcher word = LAST_WORD.matcher(key);
    if (!word.matches()) {
      return null;
    }
    String end = word.group(3).toLowerCase(Locale.ROOT);
    // A letter alone is a unit only behind another word, and parted by a sign: temperature_c.
    boolean behind = word.group(1) != null && (end.length() > 1 || !word.group(2).equals(" "));
    return behind || end.length() > 2 || end.equals("%") ? BY_END.get(end) : null;
  }
}
