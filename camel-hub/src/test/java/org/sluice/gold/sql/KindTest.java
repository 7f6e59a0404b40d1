package org.sluice.gold.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data/shops/2024.csv                          | data_shops
          data/shops/2025.csv                          | data_shops
          data/irises.csv                              | data_irises
          Stocks-2024-03.csv                           | stocks
          stocks_20240301T120000Z.CSV                  | stocks
          shops2024.csv                                | shops
          2024/01/31/neocampus.csv                     | neocampus
          part-00017.csv                               | part
          co2.csv                                      | co2
          pm10_pm25.csv                                | pm10_pm25
          BTC_USD Bitfinex Historical Data.csv         | btc_usd_bitfinex_historical_data
          Températures été.csv                         | temperatures_ete
          Größen/Rechnungen Süd.csv                    | grossen_rechnungen_sud
          Œuvre Łódź STRAẞE.csv                        | oeuvre_lodz_strasse
          up/3f2504e0-4f89-11d3-9a0c-0305e82c3301.json | up
          logs-9e107d9d372bb6826bd81d3542a419d6.csv    | logs
          v1.2/a.b.csv                                 | v1_a_b
          deadbeef.csv                                 | deadbeef
          2024.csv                                     | ''
          .csv                                         | ''
          2024.zip!/11/roof.csv                        | roof
          a/2024.zip!/rooms/b.zip!/floors/plan.csv     | floors_plan
          """)
  void aTablesKindIsWhatItsNameSaysWithoutNumbers(String name, String kind) {
    assertEquals(kind, Kind.of(name));
  }
}
