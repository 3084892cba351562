package org.rlsworkup.screening;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Tier;
import org.rlsworkup.screening.ScreeningOptions.Format;
import org.rlsworkup.screening.ScreeningOptions.Identity;
import org.rlsworkup.screening.report.CsvLines;
import org.rlsworkup.screening.report.MeasureFiles;
import org.rlsworkup.screening.report.PatientRow;
import org.rlsworkup.screening.report.ReportPage;
import org.rlsworkup.screening.report.Summary;
import org.rlsworkup.screening.report.Tally;

/** Writes what was found in the formats asked for. */
final class Results {
    private final SparkSession spark;
    private final ScreeningOptions options;
    private final Screener.Settings settings;
    private final Knowledge knowledge;
    private final List<String> tests;

    Results(SparkSession spark, ScreeningOptions options, Screener.Settings settings) {
        this.spark = spark;
        this.options = options;
        this.settings = settings;
        this.knowledge = Screener.knowledge(settings);
        this.tests = knowledge.tests(Tier.CORE).stream().map(LabTest::id).toList();
    }

    /** Writes everything; the folder is completed by the caller. */
    Tally write(Screened screened, OutputFolder folder) throws IOException {
        var tally = screened.rows().aggregate(new Tally(tests), Tally::add, Tally::merge);
        var summary = Summary.of(tally, options.hideBelow());
        if (options.formats().contains(Format.PARQUET)) {
            parquet(screened.rows(), folder.address("patients.parquet"));
        }
        if (options.formats().contains(Format.CSV)) {
            csv(screened.rows(), folder);
            try (var out = folder.text("summary.csv")) {
                summary.writeCsv(out);
            }
        }
        if (options.formats().contains(Format.FHIR)) {
            var files = new MeasureFiles(knowledge, settings.now());
            text(folder, "measure.json", files.measure());
            text(folder, "measure-report.json", files.report(summary));
        }
        setAside(screened, folder);
        text(folder, "report.html", ReportPage.of(knowledge, summary, screened.reading(), settings.now()));
        return tally;
    }

    private static void text(OutputFolder folder, String name, String text) throws IOException {
        try (var out = folder.text(name)) {
            out.write(text);
        }
    }

    /** One partition after the other comes to this process, so that its memory does not grow with the patients. */
    private void csv(JavaRDD<PatientRow> rows, OutputFolder folder) throws IOException {
        try (var out = folder.text("patients.csv")) {
            CsvLines.write(out, CsvLines.columns(tests));
            for (var all = rows.toLocalIterator(); all.hasNext(); ) {
                CsvLines.write(out, CsvLines.values(all.next()));
            }
        }
    }

    private void parquet(JavaRDD<PatientRow> rows, String address) {
        var fields = CsvLines.columns(tests).stream()
                .map(name -> DataTypes.createStructField(name, DataTypes.StringType, false))
                .toArray(StructField[]::new);
        JavaRDD<Row> values =
                rows.map(row -> RowFactory.create(CsvLines.values(row).toArray()));
        spark.createDataFrame(values, new StructType(fields)).write().parquet(address);
    }

    /** The text of a line names its patient, so it is kept only where ids may stand in the output. */
    private void setAside(Screened screened, OutputFolder folder) throws IOException {
        var withText = options.identity() instanceof Identity.PlainId;
        try (var out = folder.text("set-aside.csv")) {
            CsvLines.write(
                    out, withText ? List.of("file", "line", "reason", "text") : List.of("file", "line", "reason"));
            for (var all = screened.setAside().toLocalIterator(); all.hasNext(); ) {
                var it = all.next();
                var line = Long.toString(it.line());
                CsvLines.write(
                        out,
                        withText
                                ? List.of(it.file(), line, it.reason(), CsvLines.foreign(it.text()))
                                : List.of(it.file(), line, it.reason()));
            }
        }
    }
}
